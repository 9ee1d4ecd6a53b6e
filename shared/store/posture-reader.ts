import { z } from 'zod';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { unnamedTenant } from '#shared/kernel/subject.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import type { PriceList } from '#shared/licensing/price.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { ConnectionPosture } from '#shared/posture/connection-posture.ts';
import { makePosture, type StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { surfaceOf } from '#shared/surfaces/index.ts';
import { breakGlassMarks } from './break-glass-store.ts';
import { facts } from './fact-store.ts';
import { surfaceStates } from './surface-state-store.ts';
import type { Table } from './table.ts';

export interface PostureRequest {
  readonly tenantName: string | null;
  /** The surfaces to read facts of. For any other surface the posture has no facts. */
  readonly surfaceIds: readonly string[];
  readonly now: Date;
  readonly connection?: ConnectionPosture | undefined;
  /** Microsoft's list prices where absent. */
  readonly prices?: PriceList | undefined;
  readonly contract?: TenantContract | undefined;
}

export type ReadPosture = (scope: TenantScope, request: PostureRequest) => Promise<Posture>;

/** Settings of a stage for judging. */
export interface PostureSettings {
  /** Days after which an account counts as inactive; 90 where absent. */
  readonly inactiveDays?: number | undefined;
}

/** Reads the stored facts of a surface. Throws where a fact does not fit the schema of the surface. */
export const factReader = (table: Table) => {
  const records = facts(table);
  return async (scope: TenantScope, surfaceId: string): Promise<readonly unknown[]> => {
    const surface = surfaceOf(surfaceId);
    return surface === undefined ? [] : z.array(surface.fact).parse(await records.ofSurface(scope, surfaceId));
  };
};

/**
 * Reads the stored facts, surface states and break-glass marks of a tenant as a posture. Throws where a fact does not
 * fit the schema of its surface.
 */
export const postureReader = (table: Table, { inactiveDays }: PostureSettings = {}): ReadPosture => {
  const [factsOf, states, marks] = [factReader(table), surfaceStates(table), breakGlassMarks(table)];

  return async (scope, { tenantName, surfaceIds, prices = listPrices, ...given }) => {
    const [known, markedBreakGlass, ...lists] = await Promise.all([
      states.ofTenant(scope),
      marks.ofTenant(scope, scope.tenantId),
      ...surfaceIds.map((surfaceId) => factsOf(scope, surfaceId)),
    ]);
    // The schema of its own surface parsed each list, as the type says.
    const byId = Object.fromEntries(surfaceIds.map((id, at) => [id, lists[at] ?? []])) as StoredFacts;
    const tenant = { kind: 'tenant', id: scope.tenantId, name: tenantName ?? unnamedTenant } as const;
    return makePosture({ tenant, states: known, facts: byId, markedBreakGlass, inactiveDays, prices, ...given });
  };
};

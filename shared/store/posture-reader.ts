import { z } from 'zod';
import type { TenantScope } from '#shared/kernel/scope.ts';
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
  /** The surfaces whose facts are wanted; asking for another one's gives none. */
  readonly surfaceIds: readonly string[];
  readonly now: Date;
  readonly connection?: ConnectionPosture | undefined;
  /** Microsoft's list prices where left out. */
  readonly prices?: PriceList | undefined;
  readonly contract?: TenantContract | undefined;
}

export type ReadPosture = (scope: TenantScope, request: PostureRequest) => Promise<Posture>;

/** What a stage decides about judging. */
export interface PostureSettings {
  /** Ninety where left out. */
  readonly inactiveDays?: number | undefined;
}

/** Reads stored facts, how it stands with reading them, and who is marked as break-glass, as a posture. A fact that no longer fits its surface's description stops it, by name. */
export const postureReader = (table: Table, { inactiveDays }: PostureSettings = {}): ReadPosture => {
  const [records, states, marks] = [facts(table), surfaceStates(table), breakGlassMarks(table)];

  const factsOf = async (scope: TenantScope, surfaceId: string): Promise<readonly unknown[]> => {
    const surface = surfaceOf(surfaceId);
    return surface === undefined ? [] : z.array(surface.fact).parse(await records.ofSurface(scope, surfaceId));
  };

  return async (scope, { tenantName, surfaceIds, ...given }) => {
    const [known, markedBreakGlass, ...lists] = await Promise.all([
      states.ofTenant(scope),
      marks.ofTenant(scope, scope.tenantId),
      ...surfaceIds.map((surfaceId) => factsOf(scope, surfaceId)),
    ]);
    // Each list was parsed by the description of its own surface, which is what the type says of it.
    const byId = Object.fromEntries(surfaceIds.map((id, at) => [id, lists[at] ?? []])) as StoredFacts;
    const tenant = { kind: 'tenant', id: scope.tenantId, name: tenantName ?? scope.tenantId } as const;
    return makePosture({ tenant, states: known, facts: byId, markedBreakGlass, inactiveDays, ...given });
  };
};

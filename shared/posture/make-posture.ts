import type { PlainSubject } from '#shared/kernel/subject.ts';
import { neverRead, type SurfaceState } from '#shared/kernel/surface-state.ts';
import type { PriceList } from '#shared/licensing/price.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import { activePlans } from './active-plans.ts';
import type { ConnectionPosture } from './connection-posture.ts';
import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';
import { noStoredCoverage } from './stored-coverage.ts';

/** Stored facts by surface. A surface that is left out has no facts. */
export type StoredFacts = { readonly [Id in keyof FactsBySurface]?: readonly FactsBySurface[Id][] };

/** Ninety days. Microsoft’s reports are not reliable for shorter periods. */
export const defaultInactiveDays = 90;

export interface PostureSource {
  readonly tenant: PlainSubject;
  readonly now: Date;
  readonly states: Readonly<Record<string, SurfaceState>>;
  readonly facts: StoredFacts;
  readonly markedBreakGlass?: readonly string[];
  readonly connection?: ConnectionPosture | undefined;
  /** `noPrices` where nothing is priced, so that a function that only reads does not carry the list of all SKUs. */
  readonly prices: PriceList;
  readonly contract?: TenantContract | undefined;
  readonly inactiveDays?: number | undefined;
}

/** Builds a posture from stored facts. A surface without a state was never read. */
export const makePosture = ({
  tenant,
  now,
  states,
  facts,
  markedBreakGlass = [],
  connection,
  prices,
  contract,
  inactiveDays = defaultInactiveDays,
}: PostureSource): Posture => ({
  tenant,
  now,
  state: (surfaceId) => states[surfaceId] ?? neverRead,
  facts: (surfaceId) => facts[surfaceId] ?? [],
  plans: activePlans(facts),
  // A marked account that was deleted no longer counts.
  markedBreakGlass: markedBreakGlass.filter((id) => facts.users?.some(({ userId }) => userId === id) ?? false),
  connection,
  prices,
  contract,
  inactiveDays,
  coverage: noStoredCoverage,
});

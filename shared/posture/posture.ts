import type { PlainSubject } from '#shared/kernel/subject.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { PriceList } from '#shared/licensing/price.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { ConnectionPosture } from './connection-posture.ts';
import type { FactsBySurface } from './facts.ts';
import type { StoredCoverage } from './stored-coverage.ts';

/**
 * The stored facts of a tenant, as findings read them. Made once for each evaluation; derived values are computed once
 * and kept.
 */
export interface Posture {
  readonly tenant: PlainSubject;
  /** The time of the evaluation. */
  readonly now: Date;
  readonly state: (surfaceId: string) => SurfaceState;
  /** The stored facts of a surface in any state; empty if it was never read. */
  readonly facts: <Id extends keyof FactsBySurface>(surfaceId: Id) => readonly FactsBySurface[Id][];
  /** Names of the active service plans; empty if licenses could not be read (see `state('licenses')`). */
  readonly plans: ReadonlySet<string>;
  /** Accounts that an admin of the MSP marked as break-glass. */
  readonly markedBreakGlass: readonly string[];
  /** The connection to the tenant; undefined if the caller does not need it. */
  readonly connection: ConnectionPosture | undefined;
  /** Prices of seats, in one currency. */
  readonly prices: PriceList;
  /** A seat without activity for more than this many days is unused. */
  readonly inactiveDays: number;
  /** The contract with the customer; undefined if none is stored. */
  readonly contract: TenantContract | undefined;
  /** The MFA coverage of earlier evaluations; empty if the caller does not need it. */
  readonly coverage: StoredCoverage;
}

import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Subject } from '#shared/kernel/verdict.ts';
import type { PriceList } from '#shared/licensing/price.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { ConnectionPosture } from './connection-posture.ts';
import type { FactsBySurface } from './facts.ts';

/** What a tenant's stored facts say, as a finding sees it. Made once an evaluation; derived views are computed once and kept. */
export interface Posture {
  readonly tenant: Subject;
  /** When the evaluation runs. */
  readonly now: Date;
  readonly state: (surfaceId: string) => SurfaceState;
  /** The facts in store of one surface, whatever its state; empty where never read. */
  readonly facts: <Id extends keyof FactsBySurface>(surfaceId: Id) => readonly FactsBySurface[Id][];
  /** Names of the service plans that are live in the tenant; empty where licenses could not be read (ask `state('licenses')`). */
  readonly plans: ReadonlySet<string>;
  /** Accounts that an admin of the MSP marked as break-glass. */
  readonly markedBreakGlass: readonly string[];
  /** How the tenant is reached; undefined where that does not matter to who asks. */
  readonly connection: ConnectionPosture | undefined;
  /** What seats cost, in one currency. */
  readonly prices: PriceList;
  /** After so many days without anything done a seat is called unused. */
  readonly inactiveDays: number;
  /** What the MSP bills for; undefined where nobody has said. */
  readonly contract: TenantContract | undefined;
}

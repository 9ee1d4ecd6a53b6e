import type { Clock } from '#shared/kernel/clock.ts';
import type { Counters } from './counters.ts';
import type { FaultRule } from './faults.ts';
import type { SimulatedTenant } from './tenant.ts';

export interface MicrosoftOptions {
  readonly tenants: readonly SimulatedTenant[];
  /** Tokens, throttle windows and `Retry-After` are measured with it. Default: the system's. */
  readonly clock?: Clock;
  /** Of the faults that befall a percentage. */
  readonly seed?: number;
  /** Whether the documented limits hold. Default: true. */
  readonly enforceLimits?: boolean;
  readonly faults?: readonly FaultRule[];
}

export interface SimulatedMicrosoft {
  /** The value of `MICROSOFT_ORIGINS`: real origin to the one that answers here. */
  readonly origins: Readonly<Record<'https://login.microsoftonline.com' | 'https://graph.microsoft.com', string>>;
  counters(): Counters;
  setFaults(faults: readonly FaultRule[]): void;
  /** The living directory; change it, and the next request sees it. Throws where there is none. */
  tenant(tenantId: string): SimulatedTenant;
  addTenant(tenant: SimulatedTenant): void;
  stop(): Promise<void>;
}

/** Starts both servers on free ports of the loopback interface. */
export const startMicrosoft = async (_options: MicrosoftOptions): Promise<SimulatedMicrosoft> => {
  throw new Error('not there yet');
};

import type { Clock } from '#shared/kernel/clock.ts';
import type { SigningKey } from './entra/signing-key.ts';
import type { FaultPlanner } from './fault-planner.ts';
import type { RateLimiter } from './graph/rate-limiter.ts';
import type { Downloads } from './reports/downloads.ts';
import type { RequestCounter } from './request-counter.ts';
import type { SimulatedTenant } from './tenant.ts';

/** The state that the three servers share. */
export interface Simulation {
  readonly clock: Clock;
  readonly tenants: Map<string, SimulatedTenant>;
  readonly key: SigningKey;
  readonly requests: RequestCounter;
  readonly faults: FaultPlanner;
  readonly rateLimiter: RateLimiter;
  readonly downloads: Downloads;
}

/** Finds a tenant by id or, as Entra allows, by a verified domain. */
export const findTenant = (simulation: Simulation, idOrDomain: string): SimulatedTenant | undefined => {
  const wanted = idOrDomain.toLowerCase();
  const byId = simulation.tenants.get(wanted);
  if (byId !== undefined) return byId;
  return [...simulation.tenants.values()].find((tenant) =>
    tenant.domains.some((domain) => domain.isVerified && domain.name === wanted),
  );
};

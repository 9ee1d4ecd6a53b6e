import { z } from 'zod';
import type { DemoCustomer } from '#local/demo/book/demo-customer.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { isPoisoned } from './transient-faults.ts';

const membersWithMail = ({ users }: SimulatedTenant): number =>
  users.filter(({ userType, mail }) => userType === 'Member' && mail !== null).length;

/** The number of facts that each surface must have, counted in the simulated tenant. */
const factsOf: Readonly<Record<string, (tenant: SimulatedTenant) => number>> = {
  organization: () => 1,
  domains: ({ domains }) => domains.length,
  users: ({ users }) => users.length,
  licenses: ({ subscriptions }) => subscriptions.length,
  'directory-roles': ({ roleAssignments }) => roleAssignments.length,
  'mfa-registrations': ({ users }) => users.length,
  'security-defaults': () => 1,
  'sharepoint-settings': () => 1,
  'conditional-access': ({ conditionalAccessPolicies }) => conditionalAccessPolicies.length,
  'mailbox-settings': membersWithMail,
  'inbox-rules': membersWithMail,
};

const Fact = z.object({ tenantId: z.string(), surfaceId: z.string(), factId: z.string() });
const StoredState = z.object({
  tenantId: z.string(),
  surfaceId: z.string(),
  readState: z.object({ state: z.object({ state: z.string() }) }),
});
/** States of a surface that was read as far as possible: none of these tenants stored Entra ID P2 or Defender. */
const finalStates = ['ok', 'needs-license'];
const posture = surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id);

interface TenantOutcomes {
  readonly healthy: number;
  /** Surfaces of healthy tenants that are left to a later run. */
  readonly putOff: number;
  /** Healthy tenants that were not read completely, each with its problems. */
  readonly incomplete: readonly string[];
}

/**
 * Compares the stored facts of every tenant and the outcome of its run with the simulated tenant. A tenant is healthy
 * unless it is poisoned.
 */
export const tenantOutcomes = async (
  book: readonly DemoCustomer[],
  items: AsyncIterable<unknown>,
  outcomes: ReadonlyMap<string, string>,
): Promise<TenantOutcomes> => {
  const counts = new Map<string, number>();
  const states = new Map<string, string>();
  for await (const item of items) {
    const fact = Fact.safeParse(item);
    if (fact.success) {
      const key = `${fact.data.tenantId} ${fact.data.surfaceId}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const stored = StoredState.safeParse(item);
    if (stored.success)
      states.set(`${stored.data.tenantId} ${stored.data.surfaceId}`, stored.data.readState.state.state);
  }
  const stateOf = (tenantId: string, surfaceId: string): string =>
    states.get(`${tenantId} ${surfaceId}`) ?? 'never-read';
  const healthy = book.filter((_, index) => !isPoisoned(index));
  const incomplete = healthy.flatMap(({ name, tenant }) => {
    const { tenantId } = tenant;
    const outcome = outcomes.get(tenantId) ?? 'unknown';
    const unread = posture.flatMap((surfaceId) => {
      const state = stateOf(tenantId, surfaceId);
      return finalStates.includes(state) ? [] : [`${surfaceId} is ${state}`];
    });
    const missing = Object.entries(factsOf).flatMap(([surfaceId, of]) => {
      const [stored, expected] = [counts.get(`${tenantId} ${surfaceId}`) ?? 0, of(tenant)];
      return stored === expected ? [] : [`${surfaceId} has ${stored} facts of ${expected}`];
    });
    const problems = [...(outcome === 'finished' ? [] : [`its run is ${outcome}`]), ...unread, ...missing];
    return problems.length === 0 ? [] : [`${name}: ${problems.join(', ')}`];
  });
  const putOff = healthy.flatMap(({ tenant: { tenantId } }) =>
    posture.filter((surfaceId) => !finalStates.includes(stateOf(tenantId, surfaceId))),
  ).length;
  return { healthy: healthy.length, putOff, incomplete };
};

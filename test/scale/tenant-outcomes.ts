import { z } from 'zod';
import type { DemoCustomer } from '#local/demo/book/demo-customer.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { isPoisoned } from './transient-faults.ts';

const membersWithMail = ({ users }: SimulatedTenant): number =>
  users.filter(({ userType, mail }) => userType === 'Member' && mail !== null).length;

/** How many facts a surface must leave of a tenant, said by the directory and not by what was read. */
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
const Visited = z.object({
  tenantId: z.string(),
  surfaceId: z.string(),
  visit: z.object({ state: z.object({ state: z.string() }) }),
});
/** Read, or known not to be readable: none of these tenants has Entra ID P2 or Defender. */
const settled = ['ok', 'needs-license'];
const posture = surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id);

interface CameOut {
  readonly healthy: number;
  /** Healthy tenants that were not read whole, each with what is wrong. */
  readonly wanting: readonly string[];
}

/** Holds what the table has of every tenant, and how its run ended, against its directory. A tenant is healthy unless it is poisoned. */
export const tenantOutcomes = async (
  book: readonly DemoCustomer[],
  items: AsyncIterable<unknown>,
  outcomes: ReadonlyMap<string, string>,
): Promise<CameOut> => {
  const counts = new Map<string, number>();
  const states = new Map<string, string>();
  for await (const item of items) {
    const fact = Fact.safeParse(item);
    if (fact.success) {
      const key = `${fact.data.tenantId} ${fact.data.surfaceId}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const visited = Visited.safeParse(item);
    if (visited.success)
      states.set(`${visited.data.tenantId} ${visited.data.surfaceId}`, visited.data.visit.state.state);
  }
  const healthy = book.filter((_, index) => !isPoisoned(index));
  const wanting = healthy.flatMap(({ name, tenant }) => {
    const { tenantId } = tenant;
    const outcome = outcomes.get(tenantId) ?? 'unknown';
    const unread = posture.flatMap((surfaceId) => {
      const state = states.get(`${tenantId} ${surfaceId}`) ?? 'never-read';
      return settled.includes(state) ? [] : [`${surfaceId} is ${state}`];
    });
    const missing = Object.entries(factsOf).flatMap(([surfaceId, of]) => {
      const [has, wants] = [counts.get(`${tenantId} ${surfaceId}`) ?? 0, of(tenant)];
      return has === wants ? [] : [`${surfaceId} has ${has} facts of ${wants}`];
    });
    const problems = [...(outcome === 'finished' ? [] : [`its run is ${outcome}`]), ...unread, ...missing];
    return problems.length === 0 ? [] : [`${name}: ${problems.join(', ')}`];
  });
  return { healthy: healthy.length, wanting };
};

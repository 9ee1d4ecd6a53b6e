import { z } from 'zod';
import type { DemoCustomer } from '#local/demo/book/demo-customer.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { isPoisoned } from './weather.ts';

/** How many facts a surface must leave of a tenant, said by the directory and not by what was read. */
const factsOf: Readonly<Record<string, (tenant: SimulatedTenant) => number>> = {
  organization: () => 1,
  domains: ({ domains }) => domains.length,
  users: ({ users }) => users.length,
  'security-defaults': () => 1,
  'conditional-access': ({ conditionalAccessPolicies }) => conditionalAccessPolicies.length,
};

const Fact = z.object({ tenantId: z.string(), surfaceId: z.string(), factId: z.string() });
const Visited = z.object({
  tenantId: z.string(),
  surfaceId: z.string(),
  visit: z.object({ state: z.object({ state: z.string() }) }),
});
const bad = ['stale', 'failed', 'never-read'];

interface CameOut {
  readonly healthy: number;
  /** Healthy tenants that were not read whole, each with what is wrong. */
  readonly wanting: readonly string[];
}

/** Holds what the table has of every tenant against its directory. A tenant is healthy unless it is poisoned. */
export const howTenantsCameOut = (book: readonly DemoCustomer[], items: readonly unknown[]): CameOut => {
  const counts = new Map<string, number>();
  const states = new Map<string, string[]>();
  for (const item of items) {
    const fact = Fact.safeParse(item);
    if (fact.success) {
      const key = `${fact.data.tenantId} ${fact.data.surfaceId}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const visited = Visited.safeParse(item);
    if (!visited.success) continue;
    const { tenantId, surfaceId, visit } = visited.data;
    states.set(tenantId, [...(states.get(tenantId) ?? []), `${surfaceId} ${visit.state.state}`]);
  }
  const healthy = book.filter((_, index) => !isPoisoned(index));
  const wanting = healthy.flatMap(({ name, tenant }) => {
    const { tenantId } = tenant;
    const visited = states.get(tenantId) ?? [];
    const unread = visited.filter((text) => bad.some((state) => text.endsWith(` ${state}`)));
    const missing = Object.entries(factsOf).flatMap(([surfaceId, of]) => {
      const [has, wants] = [counts.get(`${tenantId} ${surfaceId}`) ?? 0, of(tenant)];
      return has === wants ? [] : [`${surfaceId} has ${has} facts of ${wants}`];
    });
    const problems = [...(visited.length === 0 ? ['was never visited'] : []), ...unread, ...missing];
    return problems.length === 0 ? [] : [`${name}: ${problems.join(', ')}`];
  });
  return { healthy: healthy.length, wanting };
};

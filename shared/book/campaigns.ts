import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';
import { Fingerprint } from '#shared/kernel/verdict.ts';

/** The same thing in two tenants of the MSP or more. */
export const Campaign = Fingerprint.extend({
  /** In the order of their ids; the first of so many. The work-list has them all. */
  tenantIds: z.array(TenantId),
  tenantsTotal: z.int().nonnegative(),
});
export type Campaign = z.output<typeof Campaign>;

/** One row of the book names the widest; nobody reads on. */
const campaignsAtMost = 50;
/** An incident at Microsoft meets every tenant there is; with all of their ids the row of a large book would be megabytes. */
const tenantsNamed = 200;

/** What several of these tenants have in common, in the most tenants first. */
export const campaignsOf = (
  tenants: readonly { readonly tenantId: TenantId; readonly fingerprints: readonly Fingerprint[] }[],
): Campaign[] => {
  const seen = tenants.flatMap(({ tenantId, fingerprints }) => fingerprints.map((print) => ({ tenantId, print })));
  return [...Map.groupBy(seen, ({ print: { kind, value } }) => JSON.stringify([kind, value]))]
    .flatMap(([key, [first, ...more]]) => {
      if (first === undefined) return [];
      const tenantIds = [...new Set([first, ...more].map(({ tenantId }) => tenantId))].sort();
      const tenantsTotal = tenantIds.length;
      const campaign = { ...first.print, tenantIds: tenantIds.slice(0, tenantsNamed), tenantsTotal };
      return tenantsTotal < 2 ? [] : [{ key, campaign }];
    })
    .sort((one, other) => other.campaign.tenantsTotal - one.campaign.tenantsTotal || (one.key < other.key ? -1 : 1))
    .slice(0, campaignsAtMost)
    .map(({ campaign }) => campaign);
};

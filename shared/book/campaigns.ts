import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';
import { Fingerprint } from '#shared/kernel/verdict.ts';

/** The same indicator in two or more tenants of the MSP. */
export const Campaign = Fingerprint.extend({
  /** The first ids in sorted order. The work-list has all of them. */
  tenantIds: z.array(TenantId),
  tenantsTotal: z.int().nonnegative(),
});
export type Campaign = z.output<typeof Campaign>;

/** Enough for a row of the book. */
const campaignsAtMost = 50;
/** An incident at Microsoft affects every tenant. With all ids, a row of a large book would be megabytes. */
const tenantsNamed = 200;

/** What several tenants have in common, most tenants first. */
export const campaignsOf = (
  tenants: readonly { readonly tenantId: TenantId; readonly fingerprints: readonly Fingerprint[] }[],
): Campaign[] => {
  const found = tenants.flatMap(({ tenantId, fingerprints }) => fingerprints.map((print) => ({ tenantId, print })));
  return [...Map.groupBy(found, ({ print: { kind, value } }) => JSON.stringify([kind, value]))]
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

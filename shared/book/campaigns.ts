import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';
import { Fingerprint } from '#shared/kernel/verdict.ts';

/** The same thing in two tenants of the MSP or more. */
export const Campaign = Fingerprint.extend({
  /** In the order of their ids. */
  tenantIds: z.array(TenantId),
});
export type Campaign = z.output<typeof Campaign>;

/** One row of the book names the widest; nobody reads on. */
const campaignsAtMost = 50;

/** What several of these tenants have in common, in the most tenants first. */
export const campaignsOf = (
  tenants: readonly { readonly tenantId: TenantId; readonly fingerprints: readonly Fingerprint[] }[],
): Campaign[] => {
  const seen = tenants.flatMap(({ tenantId, fingerprints }) => fingerprints.map((print) => ({ tenantId, print })));
  return [...Map.groupBy(seen, ({ print: { kind, value } }) => JSON.stringify([kind, value]))]
    .flatMap(([key, [first, ...more]]) => {
      if (first === undefined) return [];
      const tenantIds = [...new Set([first, ...more].map(({ tenantId }) => tenantId))].sort();
      return tenantIds.length < 2 ? [] : [{ key, campaign: { ...first.print, tenantIds } }];
    })
    .sort(
      (one, other) => other.campaign.tenantIds.length - one.campaign.tenantIds.length || (one.key < other.key ? -1 : 1),
    )
    .slice(0, campaignsAtMost)
    .map(({ campaign }) => campaign);
};

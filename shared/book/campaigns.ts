import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';
import { Fingerprint } from '#shared/kernel/verdict.ts';
import type { TenantRef } from './tenant-ref.ts';

/** The same indicator in two or more tenants of the MSP. */
export const Campaign = Fingerprint.extend({
  /** The first ids in sorted order. The work-list has all of them. */
  tenantIds: z.array(TenantId),
  /** In the order of the ids; null until a tenant was read. */
  tenantNames: z.array(z.string().nullable()),
  tenantsTotal: z.int().nonnegative(),
});
Campaign.register(z.globalRegistry, { id: 'Campaign', description: 'The same trace of an attack in several tenants.' });
export type Campaign = z.output<typeof Campaign>;

/** Enough for a row of the book. */
const campaignsAtMost = 50;
/** An incident at Microsoft affects every tenant. With all ids, a row of a large book would be megabytes. */
const tenantsNamed = 200;

/** What several tenants have in common, most tenants first. */
export const campaignsOf = (
  tenants: readonly { readonly tenant: TenantRef; readonly fingerprints: readonly Fingerprint[] }[],
): Campaign[] => {
  const found = tenants.flatMap(({ tenant, fingerprints }) => fingerprints.map((print) => ({ tenant, print })));
  return [...Map.groupBy(found, ({ print: { kind, value } }) => JSON.stringify([kind, value]))]
    .flatMap(([key, [first, ...more]]) => {
      if (first === undefined) return [];
      const names = new Map([first, ...more].map(({ tenant }) => [tenant.tenantId, tenant.tenantName]));
      const sorted = [...names].sort(([one], [other]) => (one < other ? -1 : 1));
      const named = sorted.slice(0, tenantsNamed);
      const tenantsTotal = sorted.length;
      const campaign = {
        ...first.print,
        tenantIds: named.map(([tenantId]) => tenantId),
        tenantNames: named.map(([, tenantName]) => tenantName),
        tenantsTotal,
      };
      return tenantsTotal < 2 ? [] : [{ key, campaign }];
    })
    .sort((one, other) => other.campaign.tenantsTotal - one.campaign.tenantsTotal || (one.key < other.key ? -1 : 1))
    .slice(0, campaignsAtMost)
    .map(({ campaign }) => campaign);
};

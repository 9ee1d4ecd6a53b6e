import { z } from 'zod';
import { listQuery, searchQuery } from '#shared/api/list.ts';
import { pageOfList } from '#shared/api/page-of-list.ts';
import { containsWords, folded } from '#shared/api/search-words.ts';
import { defineView } from '../define-view.ts';
import { isReadInAllTenants } from '../section.ts';
import { licenseHolders } from './holders.ts';
import { licensesView } from './make.ts';
import { savingsAnswer } from './savings-answer.ts';
import { type LicenseHolder, LicensesView } from './shape.ts';

/** Null if the licenses of a tenant could not be read. */
const Count = z.int().nonnegative().nullable();

const LicensesQuery = z.strictObject({
  ...listQuery,
  ...searchQuery('the user or the product of a holder'),
  userId: z
    .guid('must be the id of a user, a GUID')
    .optional()
    .meta({ description: "Only what this user holds, by Microsoft's id." }),
  skuId: z
    .guid('must be the id of a product, a GUID')
    .optional()
    .meta({ description: 'Only holders of this product.' }),
});

type Holder = z.input<typeof LicenseHolder>;
const textOf = ({ name, upn, partNumber, skuName }: Holder): string => [name, upn, partNumber, skuName].join(' ');

export const licenses = defineView({
  id: 'licenses',
  operationId: 'getLicenses',
  route: 'GET /v1/customers/{customerId}/licenses',
  description: 'Paid and unused licenses.',
  summary: 'Paid, assigned and wasted seats of a customer with their cost and cheaper plans.',
  surfaceIds: [
    'conditional-access',
    'defender-alerts',
    'directory-roles',
    'licenses',
    'mailbox-settings',
    'managed-devices',
    'role-schedules',
    'secure-score',
    'usage',
    'users',
  ],
  withTerms: true,
  shape: LicensesView,
  query: LicensesQuery,
  errors: ['InvalidCursor'],
  make: async ({ caller, customer, tenants, query }, { savings, cursors }) => {
    const ledgers = tenants.map(async ({ tenant }) => ({
      tenant,
      ledger: await savings.ofTenant(caller, tenant.connection.tenantId),
    }));
    const holders = tenants
      .flatMap((tenant) => licenseHolders(customer, tenant))
      .filter(({ userId, skuId }) => (query.userId ?? userId) === userId && (query.skuId ?? skuId) === skuId)
      .filter((holder) => query.q === undefined || containsWords(textOf(holder), query.q));
    const isKnown = isReadInAllTenants(tenants, 'users') && isReadInAllTenants(tenants, 'licenses');
    const page = await pageOfList(holders, {
      cursors,
      caller,
      query,
      list: `license holders of ${customer.customerId}`,
      sorts: { user: ({ upn }) => folded(upn) },
      defaultSort: 'user',
      idOf: ({ tenantId, userId, skuId }) => `${tenantId}/${userId}/${skuId}`,
    });
    return {
      ...licensesView({ customer, tenants }),
      holders: { ...page, total: isKnown ? holders.length : null },
      savings: savingsAnswer(customer, await Promise.all(ledgers)),
    };
  },
  card: {
    shape: LicensesView.pick({ currency: true, dollarsPerYear: true, unpricedSkus: true, usage: true }).extend({
      seats: z.object({ paid: Count, consumed: Count, unassigned: Count }),
    }),
    make: (of) => {
      const { currency, dollarsPerYear, unpricedSkus, usage, skus } = licensesView(of);
      const billed = skus.filter(({ mark, heldBy }) => mark === null && heldBy === 'user');
      const isKnown = isReadInAllTenants(of.tenants, 'licenses');
      const sum = (name: 'paid' | 'consumed' | 'unassigned') =>
        isKnown ? billed.reduce((total, sku) => total + sku[name], 0) : null;
      const seats = { paid: sum('paid'), consumed: sum('consumed'), unassigned: sum('unassigned') };
      return { currency, dollarsPerYear, unpricedSkus, usage, seats };
    },
  },
});

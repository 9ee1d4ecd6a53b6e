import { z } from 'zod';
import { defineView } from '../define-view.ts';
import { isReadInAllTenants } from '../section.ts';
import { licensesView } from './make.ts';
import { savingsAnswer } from './savings-answer.ts';
import { LicensesView } from './shape.ts';

/** Null if the licenses of a tenant could not be read. */
const Count = z.int().nonnegative().nullable();

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
  make: async ({ caller, customer, tenants }, { savings }) => {
    const ledgers = tenants.map(async ({ tenant }) => ({
      tenant,
      ledger: await savings.ofTenant(caller, tenant.connection.tenantId),
    }));
    return {
      ...licensesView({ customer, tenants }),
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

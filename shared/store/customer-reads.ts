import { z } from 'zod';
import { withParents } from '#shared/kernel/domain.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { linkedCustomers, type TenantLinks } from '#shared/kernel/linked-customers.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { CustomerParts } from './customer-entity.ts';
import { Customer } from './customer-record.ts';
import { allPages, consistent, databaseCall } from './electrodb.ts';

const byName = (a: Customer, b: Customer): number =>
  a.name.localeCompare(b.name, 'en') || a.customerId.localeCompare(b.customerId, 'en');

/** Reads customers. */
export interface CustomerReads {
  get(scope: MspScope, customerId: CustomerId): Promise<Customer | undefined>;

  /**
   * The customers of one tenant, by name. They are found through the claims on its domains, with a few reads however
   * many customers there are.
   */
  linkedTo(scope: MspScope, connection: TenantLinks): Promise<readonly Customer[]>;

  /** Every customer of the MSP, by name. */
  list(scope: MspScope): Promise<readonly Customer[]>;
}

export const customerReads = ({ service }: CustomerParts): CustomerReads => {
  const { customer, claim } = service.entities;

  const get = async ({ mspId }: MspScope, customerId: CustomerId): Promise<Customer | undefined> => {
    const { data } = await databaseCall(() => customer.get({ mspId, customerId }).go(consistent));
    return data === null ? undefined : Customer.parse(data);
  };

  const claimedBy = async ({ mspId }: MspScope, domain: string): Promise<readonly CustomerId[]> => {
    const { data } = await databaseCall(() => claim.get({ mspId, domain }).go(consistent));
    return data === null ? [] : [CustomerId.parse(data.customerId)];
  };

  return {
    get,

    async linkedTo(scope, connection) {
      const domains = new Set(connection.verifiedDomains.flatMap(withParents));
      const claims = await Promise.all([...domains].map((domain) => claimedBy(scope, domain)));
      const candidates = new Set([...connection.customerIds, ...claims.flat()]);
      const found = await Promise.all([...candidates].map((customerId) => get(scope, customerId)));
      return linkedCustomers(connection, found.filter((customer) => customer !== undefined).toSorted(byName));
    },

    async list({ mspId }) {
      const { data } = await databaseCall(() => customer.query.record({ mspId }).go(allPages));
      return z.array(Customer).parse(data).toSorted(byName);
    },
  };
};

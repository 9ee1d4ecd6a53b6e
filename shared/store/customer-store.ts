import { Entity, Service } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { withParents } from '#shared/kernel/domain.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { CustomerId, MspId } from '#shared/kernel/ids.ts';
import { linkedCustomers, type TenantLinks } from '#shared/kernel/linked-customers.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { domainClaimEntity } from './domain-claim.ts';
import { allPages, attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** A domain of a customer, in lower case and IDNA ASCII. */
export const CustomerDomain = z.object({ domain: z.string().min(1), includeSubdomains: z.boolean() });
export type CustomerDomain = z.output<typeof CustomerDomain>;

/** A client company of an MSP. */
export const Customer = z.object({
  mspId: MspId,
  customerId: CustomerId,
  name: z.string().min(1),
  domains: z.array(CustomerDomain),
  createdAt: Instant,
  /** Incremented by each change; a write names the revision that it read. */
  revision: z.number().int().positive(),
});
export type Customer = z.output<typeof Customer>;

/** The fields of a customer that a person enters. */
export type CustomerFields = Pick<Customer, 'name' | 'domains'>;

const byName = (a: Customer, b: Customer): number =>
  a.name.localeCompare(b.name, 'en') || a.customerId.localeCompare(b.customerId, 'en');

const customerEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('customer'),
      attributes: attributesOf(Customer, shapeVersion, ['mspId', 'customerId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['customerId'], 'CUSTOMER#${customerId}') } },
    },
    entityConfig(table),
  );

const entitiesOf = (table: Table) =>
  new Service({ customer: customerEntity(table), claim: domainClaimEntity(table) }, entityConfig(table));

/** Customers and the claims on their domains, which change in one transaction. */
export interface Customers {
  get(scope: MspScope, customerId: CustomerId): Promise<Customer | undefined>;

  /**
   * The customers of one tenant, by name. They are found through the claims on its domains, with a few reads however
   * many customers there are.
   */
  linkedTo(scope: MspScope, connection: TenantLinks): Promise<readonly Customer[]>;

  /** Every customer of the MSP, by name. */
  list(scope: MspScope): Promise<readonly Customer[]>;

  /**
   * Throws `DomainTaken` where another customer has one of these domains, before anything is stored. The write checks
   * again.
   */
  assertAvailable(scope: MspScope, own: CustomerId, domains: readonly CustomerDomain[]): Promise<void>;

  /** Stores the customer and claims its domains. `DomainTaken` names the domain that another customer has. */
  create(scope: MspScope, words: CustomerFields & Pick<Customer, 'customerId'>): Promise<Customer>;

  /** Changes the customer that was read as `before`, and its claims with its domains. */
  update(scope: MspScope, before: Customer, words: CustomerFields): Promise<Customer>;

  /** Removes the customer that was read as `before`, with its claims. */
  remove(scope: MspScope, before: Customer): Promise<void>;
}

export const customers = (table: Table): Customers => {
  const service = entitiesOf(table);
  const { customer, claim } = service.entities;

  const get = async ({ mspId }: MspScope, customerId: CustomerId): Promise<Customer | undefined> => {
    const { data } = await databaseCall(() => customer.get({ mspId, customerId }).go(consistent));
    return data === null ? undefined : Customer.parse(data);
  };

  /** The error that names the first of these domains that another customer has. */
  const taken = async (scope: MspScope, own: CustomerId, domains: readonly CustomerDomain[]): Promise<AppError> => {
    for (const [at, { domain }] of domains.entries()) {
      const { data } = await databaseCall(() => claim.get({ mspId: scope.mspId, domain }).go(consistent));
      if (data === null || data.customerId === own) continue;
      const owner = await get(scope, CustomerId.parse(data.customerId));
      return new AppError(
        'DomainTaken',
        `${domain} belongs to the customer ${owner?.name ?? data.customerId} already`,
        {
          domain,
          pointers: [{ in: 'body', pointer: `/domains/${at}/domain`, detail: `${domain} belongs to another customer` }],
        },
      );
    }
    return new AppError('RecordChanged', 'the customer or one of its domains was changed by somebody else just now');
  };

  const claimOf = ({ mspId }: MspScope, customerId: CustomerId, { domain }: CustomerDomain) => ({
    mspId,
    domain,
    customerId,
  });

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

    async assertAvailable(scope, own, domains) {
      const found = await taken(scope, own, domains);
      if (found.code === 'DomainTaken') throw found;
    },

    async create(scope, words) {
      const record: Customer = Customer.parse({
        ...words,
        mspId: scope.mspId,
        createdAt: instantOf(table.clock.now()),
        revision: 1,
      });
      const { canceled } = await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.customer.create(record).commit(),
            ...record.domains.map((domain) =>
              entities.claim.create(claimOf(scope, record.customerId, domain)).commit(),
            ),
          ])
          .go(),
      );
      if (canceled) throw await taken(scope, record.customerId, record.domains);
      return record;
    },

    async update(scope, before, words) {
      const record: Customer = Customer.parse({ ...before, ...words, revision: before.revision + 1 });
      const had = new Set(before.domains.map(({ domain }) => domain));
      const has = new Set(record.domains.map(({ domain }) => domain));
      const { mspId, customerId } = before;
      const { canceled } = await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.customer
              .patch({ mspId, customerId })
              .set({ name: record.name, domains: record.domains, revision: record.revision })
              .where(({ revision }, { eq }) => eq(revision, before.revision))
              .commit(),
            ...record.domains
              .filter(({ domain }) => !had.has(domain))
              .map((domain) => entities.claim.create(claimOf(scope, customerId, domain)).commit()),
            ...before.domains
              .filter(({ domain }) => !has.has(domain))
              .map(({ domain }) => entities.claim.delete({ mspId, domain }).commit()),
          ])
          .go(),
      );
      if (canceled) throw await taken(scope, customerId, record.domains);
      return record;
    },

    async remove({ mspId }, before) {
      const { customerId } = before;
      const { canceled } = await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.customer
              .delete({ mspId, customerId })
              .where(({ revision }, { eq }) => eq(revision, before.revision))
              .commit(),
            ...before.domains.map(({ domain }) => entities.claim.delete({ mspId, domain }).commit()),
          ])
          .go(),
      );
      if (canceled) throw new AppError('RecordChanged', 'the customer was changed by somebody else just now');
    },
  };
};

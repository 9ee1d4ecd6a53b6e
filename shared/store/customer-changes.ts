import { instantOf } from '#shared/kernel/clock.ts';
import { domainsOverlap } from '#shared/kernel/domain.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { CustomerParts } from './customer-entity.ts';
import type { CustomerReads } from './customer-reads.ts';
import { Customer, type CustomerDomain } from './customer-record.ts';
import { consistent, databaseCall } from './electrodb.ts';

/** The fields of a customer that a person enters. */
export type CustomerFields = Pick<Customer, 'name' | 'domains'>;

/** What people change of customers. */
export interface CustomerChanges {
  /**
   * Throws `DomainTaken` where a domain of another customer equals one of these or overlaps it (rules 46), before
   * anything is stored. The write checks again that no domain is equal.
   */
  assertAvailable(scope: MspScope, own: CustomerId, domains: readonly CustomerDomain[]): Promise<void>;

  /** Stores the customer and claims its domains. `DomainTaken` names the domain that another customer has. */
  create(scope: MspScope, fields: CustomerFields & Pick<Customer, 'customerId'>): Promise<Customer>;

  /** Changes the customer that was read as `before`, and its claims with its domains. */
  update(scope: MspScope, before: Customer, fields: CustomerFields): Promise<Customer>;

  /** Removes the customer that was read as `before`, with its claims. */
  remove(scope: MspScope, before: Customer): Promise<void>;
}

const domainTaken = (at: number, domain: string, reason: string): AppError =>
  new AppError('DomainTaken', `${domain} ${reason}`, {
    domain,
    pointers: [{ in: 'body', pointer: `/domains/${at}/domain`, detail: `${domain} belongs to another customer` }],
  });

const reasonOf = ({ domain }: CustomerDomain, theirs: CustomerDomain, name: string): string =>
  domain === theirs.domain
    ? `belongs to the customer ${name} already`
    : `overlaps ${theirs.domain} of the customer ${name}; give a subdomain to one customer, without includeSubdomains at the other`;

export const customerChanges = (
  { table, service }: CustomerParts,
  { get, list }: Pick<CustomerReads, 'get' | 'list'>,
): CustomerChanges => {
  const { claim } = service.entities;

  /** The error that names the first of these domains that another customer has. */
  const taken = async (scope: MspScope, own: CustomerId, domains: readonly CustomerDomain[]): Promise<AppError> => {
    for (const [at, { domain }] of domains.entries()) {
      const { data } = await databaseCall(() => claim.get({ mspId: scope.mspId, domain }).go(consistent));
      if (data === null || data.customerId === own) continue;
      const owner = await get(scope, CustomerId.parse(data.customerId));
      return domainTaken(at, domain, `belongs to the customer ${owner?.name ?? data.customerId} already`);
    }
    return new AppError('RecordChanged', 'the customer or one of its domains was changed by somebody else just now');
  };

  const claimOf = ({ mspId }: MspScope, customerId: CustomerId, { domain }: CustomerDomain) => ({
    mspId,
    domain,
    customerId,
  });

  return {
    async assertAvailable(scope, own, domains) {
      const others = (await list(scope)).filter(({ customerId }) => customerId !== own);
      for (const [at, domain] of domains.entries()) {
        for (const { name, domains: theirs } of others) {
          const theirDomain = theirs.find((each) => domainsOverlap(each, domain));
          if (theirDomain !== undefined) throw domainTaken(at, domain.domain, reasonOf(domain, theirDomain, name));
        }
      }
    },

    async create(scope, fields) {
      const record: Customer = Customer.parse({
        ...fields,
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

    async update(scope, before, fields) {
      const record: Customer = Customer.parse({ ...before, ...fields, revision: before.revision + 1 });
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

import { domainMatches, domainOfAddress } from '#shared/kernel/domain.ts';
import type { CustomerDomains } from '#shared/kernel/linked-customers.ts';
import { usableAddress } from '#shared/kernel/received-address.ts';

/**
 * The customers that a message or event belongs to: those with a domain that matches the domain of an address,
 * sub-domains only if the customer includes them. Whole domains are compared, so a look-alike (`acme.example.evil.io`)
 * matches nobody. An unusable address (X500, empty) matches nobody either. An item without a match must leave no trace.
 */
export const matchingCustomers = <Id extends string>(
  addresses: Iterable<string | null | undefined>,
  customers: readonly CustomerDomains<Id>[],
): Id[] => {
  const domains = domainsOf(addresses);
  return customers
    .filter((customer) => customer.domains.some((own) => domains.some((domain) => domainMatches(domain, own))))
    .map((customer) => customer.customerId);
};

const domainsOf = (addresses: Iterable<string | null | undefined>): string[] => {
  const found = new Set<string>();
  for (const address of addresses) {
    const normalized = usableAddress(address);
    if (normalized !== undefined) found.add(domainOfAddress(normalized));
  }
  return [...found];
};

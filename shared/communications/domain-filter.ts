import { domainMatches, domainOfAddress, normalizeAddress } from '#shared/kernel/domain.ts';

/** What the filter needs of a customer; its domains are normalized. */
export interface CustomerDomains<Id extends string = string> {
  readonly customerId: Id;
  readonly domains: readonly { readonly domain: string; readonly includeSubdomains: boolean }[];
}

/**
 * The customers whom a message or event touches: those one of whose domains an address belongs to, sub-domains only where the customer says so. Whole
 * domains alone count, so a look-alike (`acme.example.evil.io`) touches nobody. An address that is not usable (X500, empty) touches nobody either.
 * Nobody touched means that the item must leave no trace.
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
    const normalized = normalizeAddress(address);
    if (normalized !== undefined) found.add(domainOfAddress(normalized));
  }
  return [...found];
};

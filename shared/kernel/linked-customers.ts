import { domainMatches } from './domain.ts';
import type { CustomerId } from './ids.ts';

interface Links {
  /** Domains that the tenant has verified, normalised. */
  readonly verifiedDomains: readonly string[];
  /** Customers that a person named for it. */
  readonly customerIds: readonly CustomerId[];
}

interface Company {
  readonly customerId: CustomerId;
  readonly domains: readonly { readonly domain: string; readonly includeSubdomains: boolean }[];
}

/**
 * The customers whom a tenant belongs to: those one of whose domains it has verified (whole domain, or below one that the customer holds with its
 * sub-domains), and those that were named at the connection. In the order of `customers`.
 */
export const linkedCustomers = <Customer extends Company>(
  connection: Links,
  customers: readonly Customer[],
): readonly Customer[] =>
  customers.filter(
    (customer) =>
      connection.customerIds.includes(customer.customerId) ||
      customer.domains.some((own) => connection.verifiedDomains.some((verified) => domainMatches(verified, own))),
  );

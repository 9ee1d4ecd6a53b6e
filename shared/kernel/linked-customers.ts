import type { CustomerId } from './ids.ts';

/** The data of a connection that links its tenant to customers. */
export interface TenantLinks {
  /** Domains that the tenant has verified in Entra, normalized. */
  readonly verifiedDomains: readonly string[];
  /** Customers that a person assigned to the connection. */
  readonly customerIds: readonly CustomerId[];
}

/** The normalized domains of a customer. They link it to tenants, and to messages and events. */
export interface CustomerDomains<Id extends string = CustomerId> {
  readonly customerId: Id;
  readonly domains: readonly { readonly domain: string; readonly includeSubdomains: boolean }[];
}

/** The domain itself, then its parent domains. */
const withParents = (domain: string): string[] => {
  const labels = domain.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
};

/**
 * Matches tenants to customers. A tenant belongs to the customers that own one of its verified domains (the exact
 * domain, or a subdomain where the customer includes subdomains) and to those assigned to its connection. The result
 * keeps the order of `customers`. Domains are looked up in a map, so thousands of tenants are matched in one pass.
 */
export const customerMatcher = <Customer extends CustomerDomains>(customers: readonly Customer[]) => {
  const positions = new Map(customers.map(({ customerId }, at) => [customerId, at]));
  const claims = customers.flatMap(({ domains }, at) => domains.map((own) => ({ ...own, at })));
  const byDomain = Map.groupBy(claims, ({ domain }) => domain);

  const holders = (verified: string): number[] =>
    withParents(verified).flatMap((domain) =>
      (byDomain.get(domain) ?? []).flatMap(({ at, includeSubdomains }) =>
        domain === verified || includeSubdomains ? [at] : [],
      ),
    );

  return ({ verifiedDomains, customerIds }: TenantLinks): readonly Customer[] => {
    const named = customerIds.flatMap((customerId) => positions.get(customerId) ?? []);
    const found = new Set([...named, ...verifiedDomains.flatMap(holders)]);
    return [...found].sort((one, other) => one - other).flatMap((at) => customers[at] ?? []);
  };
};

/** The customers of one tenant. */
export const linkedCustomers = <Customer extends CustomerDomains>(
  connection: TenantLinks,
  customers: readonly Customer[],
): readonly Customer[] => customerMatcher(customers)(connection);

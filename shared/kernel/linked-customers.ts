import type { CustomerId } from './ids.ts';

/** What links a tenant to customers. */
export interface TenantLinks {
  /** Domains that the tenant has verified, normalized. */
  readonly verifiedDomains: readonly string[];
  /** Customers that a person named for it. */
  readonly customerIds: readonly CustomerId[];
}

/** As much of a customer as links it to tenants. */
export interface CustomerDomains {
  readonly customerId: CustomerId;
  readonly domains: readonly { readonly domain: string; readonly includeSubdomains: boolean }[];
}

/** The domain itself, then each one that it lies below. */
const withParents = (domain: string): string[] => {
  const labels = domain.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
};

/**
 * The customers whom a tenant belongs to: those one of whose domains it has verified (whole domain, or below one that the customer holds with its
 * sub-domains), and those that were named at the connection. In the order of `customers`. Domains are looked up, so that a book of thousands is linked in one pass.
 */
export const customerMatcher = <Customer extends CustomerDomains>(customers: readonly Customer[]) => {
  const places = new Map(customers.map(({ customerId }, at) => [customerId, at]));
  const claims = customers.flatMap(({ domains }, at) => domains.map((own) => ({ ...own, at })));
  const byDomain = Map.groupBy(claims, ({ domain }) => domain);

  const holders = (verified: string): number[] =>
    withParents(verified).flatMap((domain) =>
      (byDomain.get(domain) ?? []).flatMap(({ at, includeSubdomains }) =>
        domain === verified || includeSubdomains ? [at] : [],
      ),
    );

  return ({ verifiedDomains, customerIds }: TenantLinks): readonly Customer[] => {
    const named = customerIds.flatMap((customerId) => places.get(customerId) ?? []);
    const found = new Set([...named, ...verifiedDomains.flatMap(holders)]);
    return [...found].sort((one, other) => one - other).flatMap((at) => customers[at] ?? []);
  };
};

/** The same for one tenant. */
export const linkedCustomers = <Customer extends CustomerDomains>(
  connection: TenantLinks,
  customers: readonly Customer[],
): readonly Customer[] => customerMatcher(customers)(connection);

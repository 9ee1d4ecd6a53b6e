import type { FindingRow } from '#shared/judging/finding-row.ts';
import type { DomainSummary } from '#shared/judging/tenant-summary.ts';
import { domainMatches, domainOfAddress, normalizeAddress } from '#shared/kernel/domain.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';

/** What ownership needs of a customer. */
export interface Owner {
  readonly customerId: CustomerId;
  readonly domains: readonly { readonly domain: string; readonly includeSubdomains: boolean }[];
}

/**
 * The customers, among those linked to the tenant, that a fact belongs to (rules 37). A fact without a user belongs to
 * all of them. A fact about a user belongs to the customer with the domain of the user, or to all of them if there is
 * none.
 */
export const ownersOf = <Customer extends Owner>(
  userDomain: string | null,
  linked: readonly Customer[],
): readonly Customer[] => {
  if (userDomain === null) return linked;
  const owners = linked.filter(({ domains }) => domains.some((own) => domainMatches(userDomain, own)));
  return owners.length > 0 ? owners : linked;
};

/** Whether a finding of a linked tenant shows at this customer. */
export const belongsTo = (customer: Owner, linked: readonly Owner[], { userDomain }: Pick<FindingRow, 'userDomain'>) =>
  ownersOf(userDomain, linked).some(({ customerId }) => customerId === customer.customerId);

/** The domain of a UPN; null if the UPN is not an address. */
export const domainOfUpn = (upn: string): string | null => {
  const address = normalizeAddress(upn);
  return address === undefined ? null : domainOfAddress(address);
};

/** Whether facts about a user show at this customer. */
export const isUserOf = (customer: Owner, linked: readonly Owner[], upn: string): boolean =>
  belongsTo(customer, linked, { userDomain: domainOfUpn(upn) });

/** The summaries by domain that show at this customer; all of them for a tenant without a customer. */
export const summariesOfCustomer = (
  customer: Owner | undefined,
  linked: readonly Owner[],
  summaries: readonly DomainSummary[],
): readonly DomainSummary[] =>
  customer === undefined
    ? summaries
    : summaries.filter(({ domain }) => belongsTo(customer, linked, { userDomain: domain }));

import type { FindingRow } from '#shared/judging/finding-row.ts';
import type { DomainSummary } from '#shared/judging/tenant-summary.ts';
import { domainMatches, domainOfAddress, normalizeAddress } from '#shared/kernel/domain.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';

/** As much of a customer as it takes to say what is theirs. */
export interface Owner {
  readonly customerId: CustomerId;
  readonly domains: readonly { readonly domain: string; readonly includeSubdomains: boolean }[];
}

/**
 * Whose a fact of a tenant is, among the customers linked to it: what is about no user is everybody's; what is about a user is the customer's whose domain
 * the user signs in with, or everybody's where it is nobody's.
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

/** The domain that somebody signs in with; null where it is no address. */
export const domainOfUpn = (upn: string): string | null => {
  const address = normalizeAddress(upn);
  return address === undefined ? null : domainOfAddress(address);
};

/** Whether what is about a user shows at this customer. */
export const isUserOf = (customer: Owner, linked: readonly Owner[], upn: string): boolean =>
  belongsTo(customer, linked, { userDomain: domainOfUpn(upn) });

/** The parts of a tenant's open findings that show at this customer; all of them for a tenant without a customer. */
export const slicesOfCustomer = (
  customer: Owner | undefined,
  linked: readonly Owner[],
  slices: readonly DomainSummary[],
): readonly DomainSummary[] =>
  customer === undefined ? slices : slices.filter(({ domain }) => belongsTo(customer, linked, { userDomain: domain }));

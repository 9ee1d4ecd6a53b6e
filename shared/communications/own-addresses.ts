import { normalizeAddress } from '#shared/kernel/domain.ts';
import type { User } from '#shared/surfaces/users/schema.ts';

/**
 * The addresses that a member is known by: the e-mail of the membership record, and the proxy addresses of the one person with that address in the MSP's own
 * tenant. Guests there lend nobody an address, and no plus sign is taken out.
 */
export const ownAddresses = (
  email: string,
  ownDirectory: readonly Pick<User, 'upn' | 'mail' | 'proxyAddresses' | 'userType'>[],
): ReadonlySet<string> => {
  const own = normalizeAddress(email);
  if (own === undefined) return new Set();
  const people = ownDirectory.filter(({ userType }) => userType === 'member');
  const person =
    people.find(({ upn }) => normalizeAddress(upn) === own) ??
    people.find(({ mail }) => normalizeAddress(mail) === own) ??
    people.find(({ proxyAddresses }) => proxyAddresses.some((proxy) => normalizeAddress(proxy) === own));
  const proxies = (person?.proxyAddresses ?? []).flatMap((proxy) => normalizeAddress(proxy) ?? []);
  return new Set([own, ...proxies]);
};

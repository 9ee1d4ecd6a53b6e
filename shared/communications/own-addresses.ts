import { normalizeAddress } from '#shared/kernel/domain.ts';
import type { User } from '#shared/surfaces/users/schema.ts';

/**
 * The addresses of a member: the e-mail of the membership record, and the proxy addresses of the user with that address
 * in the own tenant of the MSP (rules 15). Guests are ignored, and plus signs are kept.
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

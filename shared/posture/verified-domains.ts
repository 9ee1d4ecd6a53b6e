import { domainOfAddress, normalizeAddress } from '#shared/kernel/domain.ts';
import { derived } from './derived.ts';
import type { Posture } from './posture.ts';

/**
 * The verified domains of a tenant: those of the organization, and the domains of sign-in names, which are always
 * verified.
 */
export const verifiedDomains = derived((posture: Posture): readonly string[] => {
  const verified = posture.facts('organization').flatMap((each) => each.verifiedDomains.map(({ name }) => name));
  const signIns = posture.facts('users').flatMap(({ upn }) => normalizeAddress(upn) ?? []);
  return [...new Set([...verified, ...signIns.map(domainOfAddress)])];
});

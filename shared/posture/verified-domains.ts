import { domainOfAddress, normalizeAddress } from '#shared/kernel/domain.ts';
import { derived } from './derived.ts';
import type { Posture } from './posture.ts';

/** The domains that the tenant has verified: as the organization says, and those by which people sign in, which can be no others. */
export const verifiedDomains = derived((posture: Posture): readonly string[] => {
  const verified = posture.facts('organization').flatMap((each) => each.verifiedDomains.map(({ name }) => name));
  const signIns = posture.facts('users').flatMap(({ upn }) => normalizeAddress(upn) ?? []);
  return [...new Set([...verified, ...signIns.map(domainOfAddress)])];
});

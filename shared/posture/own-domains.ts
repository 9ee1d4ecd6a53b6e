import { derived } from './derived.ts';
import type { Posture } from './posture.ts';

/** The domains that the tenant has verified, as far as they were read. */
export const ownDomains = derived((posture: Posture): readonly string[] =>
  posture.facts('organization').flatMap(({ verifiedDomains }) => verifiedDomains.map(({ name }) => name)),
);

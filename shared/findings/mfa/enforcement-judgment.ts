import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import type { EnforcementTally } from '#shared/posture/enforcement.ts';
import { enforcementSurfaces } from '#shared/posture/enforcement.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { type Judgment, sampleOf, tenantVerdict } from '../define-finding.ts';
import { enforcementSentence } from './enforcement-sentences.ts';

/** With users of unknown state, returns the verdict that holds in every case, and otherwise `unknown`. */
const verdictOf = ({ of, enforced, unenforced, unknown, halfMeasures }: EnforcementTally): Judgment['verdict'] => {
  if (enforced.length === of) return 'pass';
  if (unenforced.length === 0) return 'unknown';
  if (enforced.length > 0 || halfMeasures.length > 0) return 'warn';
  return unknown.length > 0 ? 'unknown' : 'fail';
};

/** What a judgment is about, and what it rests on. */
interface EnforcementGroup {
  readonly group: 'users' | 'administrators';
  readonly tally: () => EnforcementTally;
  /** Surfaces without which nothing is known of the group. */
  readonly needs?: readonly string[];
  /** Surfaces without which somebody may be missing from the group, so that it cannot pass. */
  readonly completedBy?: readonly string[];
}

/**
 * Judges whether MFA is enforced for a group of users. With Security Defaults on, it passes without a list of users.
 */
export const judgeMfaEnforcement = (
  posture: Posture,
  { group, tally, needs = [], completedBy = [] }: EnforcementGroup,
): readonly Judgment[] => {
  if (posture.state('security-defaults').state === 'ok' && securityDefaultsOn(posture) === true) {
    return tenantVerdict(posture, 'pass', enforcementSentence('security-defaults'), {
      evidence: { securityDefaults: true },
      isConclusive: true,
    });
  }
  const reason = unknownReason(posture, [...needs, ...enforcementSurfaces(posture)]);
  if (reason !== undefined) return tenantVerdict(posture, 'unknown', reason);
  const result = tally();
  const incomplete = unknownReason(posture, completedBy);
  if (incomplete !== undefined && result.enforced.length === result.of) {
    return tenantVerdict(posture, 'unknown', incomplete);
  }
  if (result.of === 0) return tenantVerdict(posture, 'not-applicable', enforcementSentence('nobody', { group }));
  const { of, enforced, unenforced, unknown, halfMeasures } = result;
  return tenantVerdict(
    posture,
    verdictOf(result),
    enforcementSentence('enforced', { enforced: enforced.length, of, group, weakPolicies: halfMeasures.length }),
    {
      usersAffected: unenforced.length,
      evidence: {
        of,
        enforced: enforced.length,
        notEnforced: sampleOf(unenforced.map(({ upn }) => upn)),
        notKnown: unknown.length,
        halfMeasures: halfMeasures.map(({ name, weaknesses }) => ({ name, weaknesses })),
      },
    },
  );
};

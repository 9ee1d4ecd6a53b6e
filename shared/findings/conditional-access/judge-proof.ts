import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import type { CoverageProof } from '#shared/posture/conditional-access/prove-coverage.ts';
import { coverageProof } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import { leftOutOf } from '#shared/posture/partial-surfaces.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { verdictSentence } from '#shared/posture/verdict-sentences.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';

/** What a proof about a tenant rests on. */
export const proofSurfaces = ['users', 'directory-roles', 'conditional-access'] as const;

/**
 * Judges what was proved of a tenant. Nothing is, unless users, their roles and the roles that they may activate were
 * read to their end.
 */
export const judgeProof = (
  posture: Posture,
  judge: (proof: CoverageProof) => readonly Judgment[],
): readonly Judgment[] => {
  const proof = coverageProof(posture);
  if (proof !== undefined) return judge(proof);
  const surfaceIds = [...proofSurfaces, 'role-schedules'];
  const reason =
    unknownReason(posture, surfaceIds) ??
    surfaceIds.flatMap((id) => leftOutOf(posture, id) ?? [])[0] ??
    verdictSentence('never-read', { surface: 'conditional-access' });
  return tenantVerdict(posture, 'unknown', reason);
};

/** Security Defaults and policies exclude each other. */
export const areDefaultsOn = (posture: Posture): boolean => securityDefaultsOn(posture) === true;

import { domainOfUpn } from '#shared/book/ownership.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import type { FindingOutcome } from '#shared/judging/judge.ts';
import { summarizeByDomain, talliesOf } from '#shared/judging/summary.ts';
import { TenantSummary } from '#shared/judging/tenant-summary.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import { type Subject, subjectUserId } from '#shared/kernel/subject.ts';
import { mfaBadgeOf, mfaOfPrivileged, mfaOfUsers } from '#shared/posture/mfa-numbers.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { currentScore } from '#shared/posture/secure-score.ts';

/**
 * Returns the domain of the user that a subject is or belongs to, which decides whose finding it is; for a deleted user
 * the last known one. Null when the subject belongs to no user.
 */
export const userDomains = (posture: Posture, previous: readonly FindingRow[]) => {
  const domains = new Map(posture.facts('users').map(({ userId, upn }) => [userId, domainOfUpn(upn)] as const));
  const lastKnown = new Map(
    previous.flatMap(({ subject, userDomain }) => {
      const userId = subjectUserId(subject);
      return userId === undefined || userDomain === null ? [] : [[userId, userDomain] as const];
    }),
  );
  return (subject: Subject): string | null => {
    const userId = subjectUserId(subject);
    return userId === undefined ? null : (domains.get(userId) ?? lastKnown.get(userId) ?? null);
  };
};

/** The summary of the tenant that the book reads, in its stored form, so that the two can be compared. */
export const buildSummary = (input: {
  readonly posture: Posture;
  /** The summary that it replaces. */
  readonly before: TenantSummary | undefined;
  readonly tenantName: string | null;
  readonly outcomes: readonly FindingOutcome[];
  readonly rows: readonly FindingRow[];
  readonly surfaceIds: readonly string[];
}): TenantSummary => {
  const { posture, before, tenantName, outcomes, rows, surfaceIds } = input;
  const score = currentScore(posture);
  return TenantSummary.parse({
    tenantName,
    judgedAt: instantOf(posture.now),
    countedAt: instantOf(posture.now),
    revision: (before?.revision ?? 0) + 1,
    surfaces: Object.fromEntries(surfaceIds.map((id) => [id, posture.state(id)])),
    byDomain: summarizeByDomain(rows),
    findings: talliesOf(outcomes, rows),
    badge: mfaBadgeOf(posture),
    numbers: {
      users: mfaOfUsers(posture),
      privileged: mfaOfPrivileged(posture),
      secureScore: score === undefined ? null : { current: score.currentScore, max: score.maxScore },
    },
  });
};

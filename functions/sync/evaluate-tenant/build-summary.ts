import { domainOfUpn } from '#shared/book/ownership.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import type { FindingOutcome } from '#shared/judging/judge.ts';
import { summarizeByDomain, talliesOf } from '#shared/judging/summary.ts';
import { TenantSummary } from '#shared/judging/tenant-summary.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import type { Subject } from '#shared/kernel/verdict.ts';
import { mfaBadgeOf, mfaOfPrivileged, mfaOfUsers } from '#shared/posture/mfa-numbers.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { currentScore } from '#shared/posture/secure-score.ts';

/** Subjects of a user begin with the user's id: `{userId}`, `{userId}/{ruleId}`, `{userId}/{skuId}`. */
const userKinds: ReadonlySet<string> = new Set(['user', 'rule', 'license']);

/** The domain that a user signs in with, which says whose finding it is. Of somebody who is gone, the one that was known last. */
export const userDomains = (posture: Posture, previous: readonly FindingRow[]) => {
  const domains = new Map(posture.facts('users').map(({ userId, upn }) => [userId, domainOfUpn(upn)] as const));
  const before = new Map(previous.map(({ subject, userDomain }) => [subject.id, userDomain]));
  return ({ kind, id }: Subject): string | null =>
    userKinds.has(kind) ? (domains.get(id.split('/')[0] ?? id) ?? before.get(id) ?? null) : null;
};

/** The tenant as the views over the book see it; in the form in which it is stored, so that the two compare. */
export const buildSummary = (of: {
  readonly posture: Posture;
  /** The one that it takes the place of. */
  readonly before: TenantSummary | undefined;
  readonly tenantName: string | null;
  readonly outcomes: readonly FindingOutcome[];
  readonly rows: readonly FindingRow[];
  readonly surfaceIds: readonly string[];
}): TenantSummary => {
  const { posture, before, tenantName, outcomes, rows, surfaceIds } = of;
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

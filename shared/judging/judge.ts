import type { VerdictKind } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { surfaceObstacle } from '#shared/posture/surface-obstacle.ts';
import type { Finding, Judgment } from '../findings/define-finding.ts';

/** What came out for one finding of one tenant. */
export interface FindingOutcome {
  readonly finding: Finding;
  /** Over all subjects: the worst that was seen; `unknown` before `pass`, so that a pass means that everything was looked at. */
  readonly verdict: VerdictKind;
  readonly reason: string;
  /** One a subject; none where the finding as a whole could not be judged or does not apply. */
  readonly judgments: readonly Judgment[];
  /** Subjects with a verdict of pass, warn or fail. */
  readonly assessed: number;
}

const worstFirst: readonly VerdictKind[] = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'];

const missingPlan = (finding: Finding, posture: Posture): string | undefined =>
  finding.plans === undefined ||
  posture.state('licenses').state !== 'ok' ||
  finding.plans.some((plan) => posture.plans.has(plan))
    ? undefined
    : `the tenant has no ${finding.plans.join(' or ')}`;

const whole = (finding: Finding, verdict: VerdictKind, reason: string): FindingOutcome => ({
  finding,
  verdict,
  reason,
  judgments: [],
  assessed: 0,
});

const isSeen = ({ verdict }: Judgment): boolean => verdict === 'pass' || verdict === 'warn' || verdict === 'fail';

const overall = (finding: Finding, judgments: readonly Judgment[]): FindingOutcome => {
  const verdict = worstFirst.find((kind) => judgments.some((judgment) => judgment.verdict === kind)) ?? 'pass';
  const same = judgments.filter((judgment) => judgment.verdict === verdict);
  const reason = same.length === 1 ? (same[0]?.reason ?? '') : `${same.length} of ${judgments.length}`;
  return {
    finding,
    verdict,
    reason: judgments.length === 0 ? 'there is nobody and nothing to judge' : reason,
    judgments,
    assessed: judgments.filter(isSeen).length,
  };
};

/** Judges one finding. A plan comes before a scope: what the tenant cannot have is not-applicable, whatever was granted. */
export const judgeFinding = (finding: Finding, posture: Posture): FindingOutcome => {
  const plan = missingPlan(finding, posture);
  if (plan !== undefined) return whole(finding, 'not-applicable', plan);
  const obstacles = finding.requires.flatMap((id) => surfaceObstacle(id, posture.state(id)) ?? []);
  const obstacle = obstacles.find(({ verdict }) => verdict === 'not-applicable') ?? obstacles[0];
  if (obstacle !== undefined) return whole(finding, obstacle.verdict, obstacle.reason);
  const judgments = finding.judge(posture);
  const [first, ...others] = judgments;
  // A finding about users may say of the tenant as a whole that it could not look: then it has said nothing of any user.
  const speaksOfTheWhole =
    first !== undefined && others.length === 0 && !isSeen(first) && first.subject.kind === 'tenant';
  return speaksOfTheWhole ? whole(finding, first.verdict, first.reason) : overall(finding, judgments);
};

/** Judges a tenant: one outcome a finding, in the order given. */
export const judgeTenant = (posture: Posture, findings: readonly Finding[]): readonly FindingOutcome[] =>
  findings.map((finding) => judgeFinding(finding, posture));

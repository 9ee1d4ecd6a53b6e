import type { Finding, Judgment } from '#shared/findings/define-finding.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import { leftOutOf } from '#shared/posture/partial-surfaces.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { surfaceObstacle } from '#shared/posture/surface-obstacle.ts';
import { verdictSentence } from '#shared/posture/verdict-sentences.ts';
import { judgmentsOfPartialReading, leftOutFor } from './partial-reading.ts';

/** The result of one finding for one tenant. */
export interface FindingOutcome {
  readonly finding: Finding;
  /**
   * The worst verdict of all subjects. `unknown` is worse than `pass`, so a pass means that every subject could be
   * read.
   */
  readonly verdict: VerdictKind;
  /** The sentence of the only subject with that verdict, otherwise how many there are. */
  readonly reason: string;
  /** One for each subject; empty when the finding could not be judged or does not apply to the tenant. */
  readonly judgments: readonly Judgment[];
  /** Subjects with a verdict of pass, warn or fail. */
  readonly assessed: number;
  /** Whether something was left out of what it read, so that the absence of a subject means nothing. */
  readonly isPartial: boolean;
}

const worstFirst: readonly VerdictKind[] = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'];

/** Why a finding is not judged for want of a plan. A license that was left out may contain the plan. */
const planObstacle = (
  { plans }: Finding,
  posture: Posture,
): (Sentence & { readonly verdict: 'not-applicable' | 'unknown' }) | undefined => {
  if (plans === undefined || plans.some((plan) => posture.plans.has(plan))) return undefined;
  const leftOut = leftOutOf(posture, 'licenses');
  if (leftOut !== undefined) return { verdict: 'unknown', ...leftOut };
  return posture.state('licenses').state === 'ok'
    ? { verdict: 'not-applicable', ...verdictSentence('missing-plan', { plans: plans.slice(0, 1) }) }
    : undefined;
};

const withoutJudgments = (
  finding: Finding,
  verdict: VerdictKind,
  { reason }: Pick<Sentence, 'reason'>,
): FindingOutcome => ({
  finding,
  verdict,
  reason,
  judgments: [],
  assessed: 0,
  isPartial: false,
});

const isAssessed = ({ verdict }: Judgment): boolean => verdict === 'pass' || verdict === 'warn' || verdict === 'fail';

const summarizeJudgments = (finding: Finding, judgments: readonly Judgment[], isPartial: boolean): FindingOutcome => {
  const verdict = worstFirst.find((kind) => judgments.some((judgment) => judgment.verdict === kind)) ?? 'pass';
  const worst = judgments.filter((judgment) => judgment.verdict === verdict);
  const [only, ...others] = worst;
  const { reason } =
    only === undefined
      ? verdictSentence('nothing-to-judge')
      : others.length === 0
        ? only
        : verdictSentence('several', { affected: worst.length, judged: judgments.length });
  return {
    finding,
    verdict,
    reason,
    judgments,
    assessed: judgments.filter(isAssessed).length,
    isPartial,
  };
};

/** Whether a finding about several subjects says that there may be more of them. */
const isUnknownBeside = ({ subject: about }: Finding, judgments: readonly Judgment[]): boolean =>
  about !== 'tenant' && judgments.some(({ subject, verdict }) => subject.kind === 'tenant' && verdict === 'unknown');

/**
 * Judges one finding. A missing plan is checked before a missing scope: what the tenant has no plan for is
 * not-applicable, whatever was granted.
 */
export const judgeFinding = (finding: Finding, posture: Posture): FindingOutcome => {
  const plan = planObstacle(finding, posture);
  if (plan !== undefined) return withoutJudgments(finding, plan.verdict, plan);
  const obstacles = finding.requires.flatMap((id) => surfaceObstacle(id, posture.state(id)) ?? []);
  const obstacle = obstacles.find(({ verdict }) => verdict === 'not-applicable') ?? obstacles[0];
  if (obstacle !== undefined) return withoutJudgments(finding, obstacle.verdict, obstacle);
  const judgments = judgmentsOfPartialReading(finding, posture, finding.judge(posture));
  const [first, ...others] = judgments;
  // A finding about users returns one judgment on the tenant when it could not read them. Then no user was judged.
  const isAboutTenantOnly =
    first !== undefined && others.length === 0 && !isAssessed(first) && first.subject.kind === 'tenant';
  return isAboutTenantOnly
    ? withoutJudgments(finding, first.verdict, first)
    : summarizeJudgments(
        finding,
        judgments,
        leftOutFor(finding, posture) !== undefined || isUnknownBeside(finding, judgments),
      );
};

/** Judges a tenant. Returns one outcome for each finding, in the order given. */
export const judgeTenant = (posture: Posture, findings: readonly Finding[]): readonly FindingOutcome[] =>
  findings.map((finding) => judgeFinding(finding, posture));

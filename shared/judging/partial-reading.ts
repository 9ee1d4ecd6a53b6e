import type { Finding, Judgment } from '#shared/findings/define-finding.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import { leftOutOf } from '#shared/posture/partial-surfaces.ts';
import type { Posture } from '#shared/posture/posture.ts';

type Reader = Pick<Finding, 'requires' | 'consults'>;

/** What was left out of the surfaces that a finding reads. Undefined where nothing was. */
export const leftOutFor = ({ requires, consults = [] }: Reader, posture: Posture): Sentence | undefined =>
  [...requires, ...consults].flatMap((id) => leftOutOf(posture, id) ?? [])[0];

const isFailing = ({ verdict }: Judgment): boolean => verdict === 'warn' || verdict === 'fail';
const isFine = ({ verdict }: Judgment): boolean => verdict === 'pass' || verdict === 'not-applicable';

/**
 * The judgments where something was left out of what the finding read (rules 21). Each subject that was read keeps its
 * judgment. The tenant as a whole is unknown, unless it fails: a record that was left out could fail, and a subject
 * without a record is not judged. A failure that rests on an absence is unknown, too.
 */
export const judgmentsOfPartialReading = (
  finding: Finding,
  posture: Posture,
  judgments: readonly Judgment[],
): readonly Judgment[] => {
  const leftOut = leftOutFor(finding, posture);
  if (leftOut === undefined || judgments.some(({ isConclusive }) => isConclusive === true)) return judgments;
  const absence = finding.provesAbsenceIn?.flatMap((id) => leftOutOf(posture, id) ?? [])[0];
  const isUncertain = (judgment: Judgment): boolean =>
    judgment.subject.kind === 'tenant' && (isFine(judgment) || (isFailing(judgment) && absence !== undefined));
  const certain = judgments.filter((judgment) => !isUncertain(judgment));
  const unknown: Judgment = { subject: posture.tenant, verdict: 'unknown', ...(absence ?? leftOut) };
  return certain.some(({ subject }) => subject.kind === 'tenant') ? certain : [...certain, unknown];
};

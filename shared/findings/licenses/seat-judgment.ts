import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import { exceptionDescriptions } from '#shared/posture/licenses/exceptions.ts';
import { type JudgedSeat, judgedSeats, type WasteClass } from '#shared/posture/licenses/waste.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Judgment } from '../define-finding.ts';
import { priceEvidence, severityOfYearlyCost, yearlyCostText } from './yearly-cost.ts';

/** What one finding says of a seat, in words that follow the name of its holder. */
export interface SeatReasons {
  /** What is wasted. */
  readonly warnReason: (judged: JudgedSeat) => string;
  /** What is in order. */
  readonly passReason: (judged: JudgedSeat) => string;
  /** What the judgment stands on, beside what every seat has. */
  readonly evidence?: (judged: JudgedSeat) => Readonly<Record<string, unknown>>;
}

const classWords: Readonly<Record<WasteClass, string>> = {
  disabled: 'disabled accounts',
  inactive: 'inactive accounts',
  overlap: 'overlaps',
  'right-sizing': 'right-sizing',
};

const evidenceOf = ({ seat, alsoIn, verdicts }: JudgedSeat, wasteClass: WasteClass) => {
  const verdict = verdicts[wasteClass];
  return {
    ...{ upn: seat.user.upn, skuId: seat.sku.skuId, partNumber: seat.sku.partNumber, alsoIn },
    confidence: verdict.is ? verdict.confidence : null,
    price: priceEvidence(seat.sku.price),
    /** Seats are given back at the end of their term. */
    realizableFromOn: seat.sku.renewsOn,
    groupIds: seat.groupIds,
  };
};

const judgeSeat = (posture: Posture, wasteClass: WasteClass, words: SeatReasons, judged: JudgedSeat): Judgment => {
  const { seat, verdicts, centsPerYear } = judged;
  const name = displayNameOf(seat.user);
  const subject = {
    kind: 'license',
    id: `${seat.user.userId}/${seat.sku.skuId}`,
    name: `${name}: ${seat.sku.name}`,
  } as const;
  if (judged.wasteClass === wasteClass) {
    const dollarsPerYear = centsPerYear === null ? null : dollarsOf(centsPerYear);
    return {
      ...{ subject, verdict: 'warn', severity: severityOfYearlyCost(dollarsPerYear), dollarsPerYear, usersAffected: 1 },
      reason: `${name} ${words.warnReason(judged)}: ${yearlyCostText(dollarsPerYear, posture.prices.currency)}`,
      evidence: { ...evidenceOf(judged, wasteClass), ...words.evidence?.(judged) },
    };
  }
  const verdict = verdicts[wasteClass];
  if (verdict.is && judged.wasteClass !== null) {
    const reason = `${name}'s seat of ${seat.sku.name} is counted under ${classWords[judged.wasteClass]}`;
    return { subject, verdict: 'not-applicable', reason };
  }
  if (verdict.is) return { subject, verdict: 'pass', reason: `${name} ${words.passReason(judged)}` };
  if (verdict.unknown !== undefined) return { subject, verdict: 'unknown', reason: `${name}: ${verdict.unknown}` };
  const excepted = verdict.exception === undefined ? '' : ` (${exceptionDescriptions[verdict.exception]})`;
  return { subject, verdict: 'pass', reason: `${name} ${words.passReason(judged)}${excepted}` };
};

/** One judgment for each seat that is paid for and that the class is about. A seat is wasted in one class alone. */
export const judgeSeats = (
  posture: Posture,
  wasteClass: WasteClass,
  words: SeatReasons,
  isAbout: (judged: JudgedSeat) => boolean = () => true,
): readonly Judgment[] =>
  judgedSeats(posture)
    .filter(isAbout)
    .map((judged) => judgeSeat(posture, wasteClass, words, judged));

import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import { exceptionDescriptions } from '#shared/posture/licenses/exceptions.ts';
import { type JudgedSeat, judgedSeats, type WasteClass } from '#shared/posture/licenses/waste.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Judgment } from '../define-finding.ts';
import { priceEvidence, severityOfYearlyCost, yearlyCostText } from './yearly-cost.ts';

/** The reasons of one finding for a seat, as sentences that begin with the name of its holder. */
export interface SeatReasons {
  /** Why the seat is wasted. */
  readonly warnReason: (judged: JudgedSeat) => string;
  /** Why the seat is in order. */
  readonly passReason: (judged: JudgedSeat) => string;
  /** Evidence beyond what every seat has. */
  readonly evidence?: (judged: JudgedSeat) => Readonly<Record<string, unknown>>;
}

const classNames: Readonly<Record<WasteClass, string>> = {
  disabled: 'disabled accounts',
  inactive: 'inactive accounts',
  overlap: 'overlaps',
  'right-sizing': 'right-sizing',
};

const evidenceOf = ({ seat, alsoIn, verdicts }: JudgedSeat, wasteClass: WasteClass) => {
  const verdict = verdicts[wasteClass];
  return {
    upn: seat.user.upn,
    skuId: seat.sku.skuId,
    partNumber: seat.sku.partNumber,
    alsoIn,
    confidence: verdict.is ? verdict.confidence : null,
    price: priceEvidence(seat.sku.price),
    /** Seats can be returned at the end of their term. */
    realizableFromOn: seat.sku.renewsOn,
    groupIds: seat.groupIds,
  };
};

const judgeSeat = (posture: Posture, wasteClass: WasteClass, reasons: SeatReasons, judged: JudgedSeat): Judgment => {
  const { seat, verdicts, centsPerYear } = judged;
  const name = displayNameOf(seat.user);
  const subject = {
    kind: 'license',
    userId: seat.user.userId,
    skuId: seat.sku.skuId,
    name: `${name}: ${seat.sku.name}`,
  } as const;
  if (judged.wasteClass === wasteClass) {
    const dollarsPerYear = centsPerYear === null ? null : dollarsOf(centsPerYear);
    return {
      subject,
      verdict: 'warn',
      severity: severityOfYearlyCost(dollarsPerYear),
      dollarsPerYear,
      usersAffected: 1,
      reason: `${name} ${reasons.warnReason(judged)}: ${yearlyCostText(dollarsPerYear, posture.prices.currency)}`,
      evidence: { ...evidenceOf(judged, wasteClass), ...reasons.evidence?.(judged) },
    };
  }
  const verdict = verdicts[wasteClass];
  if (verdict.is && judged.wasteClass !== null) {
    const reason = `${name}'s seat of ${seat.sku.name} is counted under ${classNames[judged.wasteClass]}`;
    return { subject, verdict: 'not-applicable', reason };
  }
  if (verdict.is) return { subject, verdict: 'pass', reason: `${name} ${reasons.passReason(judged)}` };
  if (verdict.unknown !== undefined) return { subject, verdict: 'unknown', reason: `${name}: ${verdict.unknown}` };
  const exception = verdict.exception === undefined ? '' : ` (${exceptionDescriptions[verdict.exception]})`;
  return { subject, verdict: 'pass', reason: `${name} ${reasons.passReason(judged)}${exception}` };
};

/** Returns one judgment for each paid seat that the waste class covers. A seat counts as wasted in one class only. */
export const judgeSeats = (
  posture: Posture,
  wasteClass: WasteClass,
  reasons: SeatReasons,
  isCovered: (judged: JudgedSeat) => boolean = () => true,
): readonly Judgment[] =>
  judgedSeats(posture)
    .filter(isCovered)
    .map((judged) => judgeSeat(posture, wasteClass, reasons, judged));

import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import type { Money, NamedObject } from '#shared/kernel/message-values.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import { type JudgedSeat, judgedSeats, type WasteClass } from '#shared/posture/licenses/waste.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Judgment } from '../define-finding.ts';
import { seatSentence } from './seat-sentences.ts';
import { namedSku, priceEvidence, severityOfYearlyCost, yearlyCost } from './yearly-cost.ts';

/** What every sentence about a seat may say. */
export interface SeatValues {
  readonly user: NamedObject;
  readonly product: NamedObject;
  readonly cost: Money | null;
}

/** The sentences of one finding for a seat. */
export interface SeatReasons {
  /** Why the seat is wasted. */
  readonly wasted: (judged: JudgedSeat, values: SeatValues) => Sentence;
  /** Why the seat is in order. */
  readonly inOrder: (judged: JudgedSeat, values: SeatValues) => Sentence;
  /** Evidence beyond what every seat has. */
  readonly evidence?: (judged: JudgedSeat) => Readonly<Record<string, unknown>>;
}

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
  const dollarsPerYear = centsPerYear === null ? null : dollarsOf(centsPerYear);
  const values = {
    user: { kind: 'user', id: seat.user.userId, name },
    product: namedSku(seat.sku),
    cost: yearlyCost(dollarsPerYear, posture.prices.currency),
  };
  const { user, product } = values;
  if (judged.wasteClass === wasteClass) {
    return {
      subject,
      verdict: 'warn',
      severity: severityOfYearlyCost(dollarsPerYear),
      dollarsPerYear,
      usersAffected: 1,
      ...reasons.wasted(judged, values),
      evidence: { ...evidenceOf(judged, wasteClass), ...reasons.evidence?.(judged) },
    };
  }
  const verdict = verdicts[wasteClass];
  if (verdict.is && judged.wasteClass !== null) {
    return {
      subject,
      verdict: 'not-applicable',
      ...seatSentence('counted-elsewhere', { user, product, class: judged.wasteClass }),
    };
  }
  if (verdict.is) return { subject, verdict: 'pass', ...reasons.inOrder(judged, values) };
  if (verdict.unknown !== undefined) {
    return { subject, verdict: 'unknown', ...seatSentence('not-known', { user, product, why: verdict.unknown }) };
  }
  const { exception } = verdict;
  return exception === undefined
    ? { subject, verdict: 'pass', ...reasons.inOrder(judged, values) }
    : { subject, verdict: 'pass', ...seatSentence('excepted', { user, product, exception }) };
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

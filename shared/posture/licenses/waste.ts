import { derived } from '../derived.ts';
import type { Posture } from '../posture.ts';
import { type Activity, activityOf } from './activity.ts';
import { overlapsOf } from './overlap.ts';
import type { Suggestion } from './right-sizing.ts';
import { disabledVerdict, inactiveVerdict, type SeatVerdict } from './seat-verdicts.ts';
import { type Seat, seatsByUser } from './seats.ts';
import { fittingSize, type SeatCapacity, type Sizing, seatCapacity, sizingsOf } from './sizing.ts';
import type { TenantSku } from './skus.ts';

/** In order of precedence: a seat's dollars are counted in the first class that applies (rules 29). */
export const wasteClasses = ['disabled', 'inactive', 'overlap', 'right-sizing'] as const;
export type WasteClass = (typeof wasteClasses)[number];

/** The judgment of one paid seat. */
export interface JudgedSeat {
  readonly seat: Seat;
  readonly verdicts: Readonly<Record<WasteClass, SeatVerdict>>;
  /** The class that its dollars are counted in; null if it is not wasted. */
  readonly wasteClass: WasteClass | null;
  /** The other classes that apply. */
  readonly alsoIn: readonly WasteClass[];
  readonly activity: Activity;
  /** The SKU that covers this seat. */
  readonly coveredBy: TenantSku | undefined;
  readonly suggestion: Suggestion | undefined;
  readonly alternatives: () => readonly Suggestion[];
  /** The yearly saving of returning or exchanging it; null without a price or without waste. */
  readonly centsPerYear: number | null;
}

const monthsInYear = 12;

const savingOf = ({ sku }: Seat, wasteClass: WasteClass | null, suggestion: Suggestion | undefined): number | null => {
  if (wasteClass === null || sku.price === null) return null;
  const remainingCents = wasteClass === 'right-sizing' ? (suggestion?.centsPerSeatMonth ?? 0) : 0;
  return (sku.price.centsPerSeatMonth - remainingCents) * monthsInYear;
};

const sizeVerdict = ({ suggestion, exception, unknown }: Sizing): SeatVerdict => {
  if (suggestion !== undefined) return { is: true, confidence: suggestion.confidence };
  if (exception !== undefined) return { is: false, exception };
  return unknown === undefined ? { is: false } : { is: false, unknown };
};

/** Judges the seats of one user. Seats that another one covers are not used to cover the needs of the others. */
const judgeUser = (posture: Posture, seats: readonly Seat[], capacity: SeatCapacity): readonly JudgedSeat[] => {
  const overlaps = overlapsOf(seats);
  const accountVerdicts = new Map(
    seats.map((seat) => [seat, { disabled: disabledVerdict(posture, seat), inactive: inactiveVerdict(posture, seat) }]),
  );
  const isWasted = (seat: Seat): boolean =>
    overlaps.has(seat) || Object.values(accountVerdicts.get(seat) ?? {}).some((verdict) => verdict.is);
  const kept = seats.filter((seat) => !overlaps.has(seat));
  const sizings = sizingsOf(posture, kept, isWasted, capacity);
  return seats
    .filter(({ sku }) => sku.isBilled)
    .map((seat) => {
      const sizing = sizings.get(seat) ?? fittingSize;
      const coveredBy = overlaps.get(seat);
      const verdicts: Record<WasteClass, SeatVerdict> = {
        ...(accountVerdicts.get(seat) ?? { disabled: { is: false }, inactive: { is: false } }),
        overlap: coveredBy === undefined ? { is: false } : { is: true, confidence: 'high' },
        'right-sizing': sizeVerdict(sizing),
      };
      const [first, ...others] = wasteClasses.filter((each) => verdicts[each].is);
      return {
        seat,
        verdicts,
        wasteClass: first ?? null,
        alsoIn: others,
        activity: activityOf(posture, seat.user),
        coveredBy,
        suggestion: sizing.suggestion,
        alternatives: sizing.alternatives,
        centsPerYear: savingOf(seat, first ?? null, sizing.suggestion),
      };
    });
};

/** The judgment of every paid seat, by user and SKU, so that the result does not depend on the order of questions. */
export const judgedSeats = derived((posture): readonly JudgedSeat[] => {
  const capacity = seatCapacity(posture);
  return [...seatsByUser(posture)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, seats]) =>
      judgeUser(
        posture,
        seats.toSorted((one, other) => (one.sku.skuId < other.sku.skuId ? -1 : 1)),
        capacity,
      ),
    );
});

import { type Capabilities, mergeCapabilities } from '#shared/licensing/capabilities.ts';
import type { CatalogSku } from '#shared/licensing/sku-catalog.ts';
import type { Posture } from '../posture.ts';
import { isSuiteFamily } from './cheaper-plan.ts';
import { type ExceptionReason, exceptionOfInactive } from './exceptions.ts';
import { needsOf } from './needs.ts';
import { alternatives, cheaperPlan, type Suggestion } from './right-sizing.ts';
import type { Seat } from './seats.ts';
import { skusById } from './skus.ts';
import { usageState, whyNoUsage } from './usage.ts';

export interface Sizing {
  readonly suggestion?: Suggestion | undefined;
  /** Looked for when asked: only a page shows them. */
  readonly alternatives: () => readonly Suggestion[];
  /** What is not seen of this account says nothing of what it needs. */
  readonly exception?: ExceptionReason;
  /** Why nobody can say whether a cheaper plan would do. */
  readonly unknown?: string;
}

const none = (): readonly Suggestion[] => [];
export const fittingSize: Sizing = { alternatives: none };

/** How many more seats of a capped plan may be had: Microsoft sells a tenant 300 of each business plan. */
export const seatCapacity = (posture: Posture) => {
  const taken = new Map<string, number>();
  return {
    hasRoom: ({ skuId, seatCap }: CatalogSku): boolean =>
      seatCap === null || (skusById(posture).get(skuId)?.consumed ?? 0) + (taken.get(skuId) ?? 0) < seatCap,
    take({ plans: [base] }: Suggestion): void {
      if (base !== undefined) taken.set(base.skuId, (taken.get(base.skuId) ?? 0) + 1);
    },
  };
};
export type SeatCapacity = ReturnType<typeof seatCapacity>;

const whyUnknown = (posture: Posture, { sku }: Seat): string | undefined => {
  if (usageState(posture) !== 'read') return whyNoUsage(posture);
  return sku.price === null ? `no price is set for ${sku.name}` : undefined;
};

/** The dearest first: what it gives decides what the others need to. */
const byPrice = (one: Seat, other: Seat): number =>
  (other.sku.price?.centsPerSeatMonth ?? 0) - (one.sku.price?.centsPerSeatMonth ?? 0) ||
  (one.sku.skuId < other.sku.skuId ? -1 : 1);

/**
 * For each seat of one user, the plan that would do. One after the other: what an earlier exchange gives up, a later one may not lean on. A seat that is
 * wasted already takes no room of a capped plan.
 */
export const sizingsOf = (
  posture: Posture,
  seats: readonly Seat[],
  isWasted: (seat: Seat) => boolean,
  room: SeatCapacity,
): ReadonlyMap<Seat, Sizing> => {
  const gives = new Map<Seat, Capabilities>(seats.map((seat) => [seat, seat.capabilities]));
  const sizings = new Map<Seat, Sizing>();
  for (const seat of seats.filter(({ sku }) => sku.isBilled && isSuiteFamily(sku.family)).toSorted(byPrice)) {
    const others = mergeCapabilities(seats.flatMap((other) => (other === seat ? [] : (gives.get(other) ?? []))));
    const sizing = sizingOf(posture, seat, others, room);
    sizings.set(seat, isWasted(seat) ? { ...sizing, alternatives: none } : sizing);
    if (sizing.suggestion === undefined || isWasted(seat)) continue;
    room.take(sizing.suggestion);
    gives.set(seat, sizing.suggestion.capabilities);
  }
  return sizings;
};

const sizingOf = (posture: Posture, seat: Seat, others: Capabilities, { hasRoom }: SeatCapacity): Sizing => {
  const exception = exceptionOfInactive(posture, seat);
  if (exception !== undefined) return { ...fittingSize, exception };
  const unknown = whyUnknown(posture, seat);
  if (unknown !== undefined) return { ...fittingSize, unknown };
  const needs = needsOf(posture, seat.user);
  if (needs === undefined) return { ...fittingSize, unknown: 'the usage reports do not know what the user works with' };
  const search = { seat, needs, others, hasRoom };
  return { suggestion: cheaperPlan(posture, search), alternatives: () => alternatives(posture, search) };
};

import { type Capabilities, mergeCapabilities } from '#shared/licensing/capabilities.ts';
import type { CatalogSku } from '#shared/licensing/sku-catalog.ts';
import type { Posture } from '../posture.ts';
import { activityOf } from './activity.ts';
import { isSuiteFamily } from './cheaper-plan.ts';
import { type ExceptionReason, exceptionOfInactive } from './exceptions.ts';
import { needsOf } from './needs.ts';
import { alternatives, cheaperPlan, type Suggestion } from './right-sizing.ts';
import type { Seat } from './seats.ts';
import { skusById } from './skus.ts';
import { usageState, whyNoUsage } from './usage.ts';

export interface Sizing {
  readonly suggestion?: Suggestion | undefined;
  /** Computed on demand, because only a page shows them. */
  readonly alternatives: () => readonly Suggestion[];
  /** An account whose activity is not observed says nothing about its needs. */
  readonly exception?: ExceptionReason;
  /** Why it is unknown whether a cheaper plan would meet the needs. */
  readonly unknown?: string;
}

const none = (): readonly Suggestion[] => [];
export const fittingSize: Sizing = { alternatives: none };

/**
 * How many more seats of a capped plan can be bought: Microsoft sells at most 300 of each business plan to a tenant.
 */
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

/** A cheaper plan is offered only where something shows how the user works (rules 31). */
const whyUnknown = (posture: Posture, { sku, user }: Seat): string | undefined => {
  if (usageState(posture) !== 'read') return whyNoUsage(posture);
  const activity = activityOf(posture, user);
  if (!activity.known) return activity.why;
  return sku.price === null ? `no price is set for ${sku.name}` : undefined;
};

/** Most expensive first: its capabilities decide what the others need to give. */
const byPrice = (one: Seat, other: Seat): number =>
  (other.sku.price?.centsPerSeatMonth ?? 0) - (one.sku.price?.centsPerSeatMonth ?? 0) ||
  (one.sku.skuId < other.sku.skuId ? -1 : 1);

/**
 * The cheaper plan for each seat of a user. Seats are sized one after the other, because a later one must not rely on
 * what an earlier exchange gives up. A seat that is already wasted takes no seat of a capped plan.
 */
export const sizingsOf = (
  posture: Posture,
  seats: readonly Seat[],
  isWasted: (seat: Seat) => boolean,
  capacity: SeatCapacity,
): ReadonlyMap<Seat, Sizing> => {
  const capabilitiesBySeat = new Map<Seat, Capabilities>(seats.map((seat) => [seat, seat.capabilities]));
  const sizings = new Map<Seat, Sizing>();
  for (const seat of seats.filter(({ sku }) => sku.isBilled && isSuiteFamily(sku.family)).toSorted(byPrice)) {
    const others = mergeCapabilities(
      seats.flatMap((other) => (other === seat ? [] : (capabilitiesBySeat.get(other) ?? []))),
    );
    const sizing = sizingOf(posture, seat, others, capacity);
    sizings.set(seat, isWasted(seat) ? { ...sizing, alternatives: none } : sizing);
    if (sizing.suggestion === undefined || isWasted(seat)) continue;
    capacity.take(sizing.suggestion);
    capabilitiesBySeat.set(seat, sizing.suggestion.capabilities);
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

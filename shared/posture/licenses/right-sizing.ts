import { type Capabilities, capabilityName, mergeCapabilities } from '#shared/licensing/capabilities.ts';
import type { CatalogSku } from '#shared/licensing/sku-catalog.ts';
import type { Posture } from '../posture.ts';
import { type Bundle, cheaperBundle, isSuiteFamily, type SuiteFamily, suiteFamilies } from './cheaper-plan.ts';
import { isObservable, type Needs } from './needs.ts';
import type { Seat } from './seats.ts';

export type Confidence = 'high' | 'medium' | 'low';

export interface PlanRef {
  readonly skuId: string;
  readonly partNumber: string;
  readonly name: string;
}

/** A cheaper plan that meets all needs of a user. */
export interface Suggestion {
  readonly family: SuiteFamily;
  /** The base plan, then its add-ons. */
  readonly plans: readonly PlanRef[];
  readonly centsPerSeatMonth: number;
  /** The capabilities of the new plan. */
  readonly capabilities: Capabilities;
  /** What the user would lose. `unused`: the reports show that it is not used. */
  readonly lost: readonly { readonly what: string; readonly use: 'unused' | 'unknown' }[];
  /** What the user keeps, with the reason. */
  readonly keeps: readonly { readonly what: string; readonly reason: string }[];
  /**
   * High if everything that is lost was observed to be unused. Low if something is lost that is missed at once and
   * whose use cannot be observed.
   */
  readonly confidence: Confidence;
}

/** Capabilities whose loss is not noticed at once. A plan that no capability describes is not one of them. */
const light: ReadonlySet<string> = new Set([
  'copilotStudio',
  'dataLossPrevention',
  'forms',
  'informationProtection',
  'labels',
  'planner',
  'powerApps',
  'powerAutomate',
  'sharedComputers',
  'skype',
]);

const lostBy = (seat: Seat, kept: Capabilities) =>
  [...seat.capabilities]
    .filter(([capability, step]) => (kept.get(capability) ?? 0) < step)
    .map(([capability, step]) => ({ capability, what: capabilityName(capability, step) }));

const confidenceOf = (lost: readonly { readonly capability: string }[]): Confidence => {
  const untraced = lost.filter(({ capability }) => !isObservable(capability));
  if (untraced.length === 0) return 'high';
  return untraced.every(({ capability }) => light.has(capability)) ? 'medium' : 'low';
};

const refOf = ({ skuId, partNumber, name }: CatalogSku): PlanRef => ({ skuId, partNumber, name });

const suggestionOf = (
  seat: Seat,
  needs: Needs,
  family: SuiteFamily,
  bundle: Bundle,
  others: Capabilities,
): Suggestion => {
  const lost = lostBy(seat, mergeCapabilities([bundle.capabilities, others]));
  const named = lost.map(
    ({ capability, what }) => ({ what, use: isObservable(capability) ? 'unused' : 'unknown' }) as const,
  );
  return {
    family,
    plans: [bundle.base, ...bundle.addOns].map(refOf),
    centsPerSeatMonth: bundle.centsPerSeatMonth,
    capabilities: bundle.capabilities,
    lost: [...new Map(named.map((each) => [each.what, each])).values()],
    keeps: [...needs]
      .filter(([capability]) => seat.capabilities.has(capability))
      .map(([capability, { step, reason }]) => ({
        what: capabilityName(capability, Math.min(step, seat.capabilities.get(capability) ?? 0)),
        reason,
      })),
    confidence: confidenceOf(lost),
  };
};

/** The needs that this seat meets. A cheaper plan does not have to meet more. */
const neededOf = (seat: Seat, needs: Needs): Capabilities =>
  new Map(
    [...needs].flatMap(([capability, { step }]) => {
      const given = seat.capabilities.get(capability);
      return given === undefined ? [] : [[capability, Math.min(step, given)] as const];
    }),
  );

interface Search {
  readonly seat: Seat;
  readonly needs: Needs;
  /** The capabilities of the other seats of the user. */
  readonly others: Capabilities;
  readonly hasRoom: (base: CatalogSku) => boolean;
}

const search = (
  posture: Posture,
  { seat, needs, others, hasRoom }: Search,
  family: SuiteFamily,
): Suggestion | undefined => {
  const { price } = seat.sku;
  if (price === null) return undefined;
  const bundle = cheaperBundle(posture, {
    family,
    others,
    hasRoom,
    needs: neededOf(seat, needs),
    belowCents: price.centsPerSeatMonth,
  });
  return bundle === undefined ? undefined : suggestionOf(seat, needs, family, bundle, others);
};

/** The cheapest plan of the same family (rules 31). */
export const cheaperPlan = (posture: Posture, of: Search): Suggestion | undefined =>
  isSuiteFamily(of.seat.sku.family) ? search(posture, of, of.seat.sku.family) : undefined;

/** The cheapest plans of the other families. No savings are promised, because rights differ between families. */
export const alternatives = (posture: Posture, of: Search): readonly Suggestion[] =>
  isSuiteFamily(of.seat.sku.family)
    ? suiteFamilies.flatMap((family) => (family === of.seat.sku.family ? [] : (search(posture, of, family) ?? [])))
    : [];

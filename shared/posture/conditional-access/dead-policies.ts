import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { type Budget, splitBox } from './box-splitting.ts';
import { cellsOf, hasCell, noCells } from './cell-set.ts';
import type { ClassPolicies } from './claim-answers.ts';
import { wholeBox } from './claim-decision.ts';
import { type CoverageTenant, maskWhere } from './coverage-tenant.ts';
import type { Demand, Factor } from './grant-demands.ts';
import type { PolicyRegion } from './policy-regions.ts';
import { type Box, type Limited, meets, type SignInSpace } from './sign-in-space.ts';

const isMfaStrength = (factor: Factor): boolean => /^(mfa|resistant)-strength:/.test(factor);

/** Whoever meets one factor meets the other: a strength that holds MFA is MFA. */
const isEnoughFor = (factor: Factor, wanted: Factor): boolean =>
  factor === wanted || (wanted === 'mfa' && isMfaStrength(factor));

/** Whoever meets one demand meets the other. A demand that nobody meets is the strongest. */
const isAsStrong = (demand: Demand, weaker: Demand): boolean =>
  demand.every((factor) => weaker.some((wanted) => isEnoughFor(factor, wanted)));

const boxOf = (space: SignInSpace, { limits }: Limited): Box =>
  wholeBox(space).map((side, at) => limits.find((limit) => limit.at === at)?.set ?? side);

/** Whether other policies ask as much as this demand everywhere in a box. */
const isAskedAnyway = (box: Box, demand: Demand, others: readonly PolicyRegion[], budget: Budget): boolean => {
  if (box.includes(noCells)) return true;
  const asking = others.filter(({ demands }) => demands.some((other) => isAsStrong(other, demand)));
  const end = splitBox(
    box,
    asking.filter((region) => meets(region, box)),
    (inside) => inside.length > 0,
    ({ inside }) => (inside.length > 0 ? 'go-on' : 'stop'),
    budget,
  );
  return end === 'done';
};

/** A region of the policy in question, and the box that it is. */
interface OwnRegion {
  readonly box: Box;
  readonly demands: readonly Demand[];
}

/** Whether others ask for all that a policy asks for, everywhere. */
const asksForNothingNew = (own: readonly OwnRegion[], others: readonly PolicyRegion[], budget: Budget): boolean =>
  own.every(({ box, demands }) => demands.every((demand) => isAskedAnyway(box, demand, others, budget)));

/** Whether a region asks, somewhere in the other, for as much as one of its demands. */
const mayReplace = (region: PolicyRegion, { box, demands }: OwnRegion): boolean =>
  region.demands.some((other) => demands.some((demand) => isAsStrong(other, demand))) && meets(region, box);

/**
 * Policies that are enabled, have no session control, and ask nobody for anything that others do not ask for. A policy
 * is taken with all that it may ask for, the others with what they certainly ask for.
 */
export const deadPolicies = (
  { policies, regions, space, capabilities, budget }: CoverageTenant,
  classes: readonly ClassPolicies[],
): readonly ConditionalAccessPolicy[] => {
  const inCells = (region: PolicyRegion): PolicyRegion => ({ ...region, limits: space.toCells(region.limits) });
  const least = regions.least.map((own) => own.map(inCells));
  const natural = capabilities.map(inCells);
  const isDead = (at: number): boolean => {
    const own = (regions.most[at] ?? []).map(inCells).map((region) => ({
      box: boxOf(space, region),
      demands: region.demands.filter((demand) => !demand.includes('anything')),
    }));
    const replacing = maskWhere(
      policies,
      (index) =>
        index !== at && (least[index]?.some((region) => own.some((each) => mayReplace(region, each))) ?? false),
    );
    // Classes that differ in other policies alone are one.
    const concerned = classes.filter(({ masks }) => hasCell(masks.most, at));
    return [...new Set(concerned.map(({ masks }) => masks.least & replacing))].every((mask) =>
      asksForNothingNew(own, [...cellsOf(mask).flatMap((index) => least[index] ?? []), ...natural], budget),
    );
  };
  return policies.filter(
    ({ state, sessionControls }, at) => state === 'enabled' && sessionControls.length === 0 && isDead(at),
  );
};

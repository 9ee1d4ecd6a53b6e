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

/**
 * Whether a policy asks for nothing beside others. The policy is taken with all that it may ask for, the others with
 * what they certainly ask for.
 */
const asksForNothingNew = (
  own: readonly PolicyRegion[],
  others: readonly PolicyRegion[],
  space: SignInSpace,
  budget: Budget,
): boolean =>
  own.every((region) =>
    region.demands
      .filter((demand) => !demand.includes('anything'))
      .every((demand) => isAskedAnyway(boxOf(space, region), demand, others, budget)),
  );

/** Whether a region asks, somewhere in the other, for as much as one of its demands. */
const mayReplace = (region: PolicyRegion, own: PolicyRegion, space: SignInSpace): boolean =>
  meets(region, boxOf(space, own)) &&
  region.demands.some((other) => own.demands.some((demand) => isAsStrong(other, demand)));

/** Policies that are enabled, have no session control, and ask nobody for anything that others do not ask for. */
export const deadPolicies = (
  { policies, regions, space, capabilities, budget }: CoverageTenant,
  classes: readonly ClassPolicies[],
): readonly ConditionalAccessPolicy[] => {
  const inCells = (region: PolicyRegion): PolicyRegion => ({ ...region, limits: space.toCells(region.limits) });
  const least = regions.least.map((own) => own.map(inCells));
  const natural = capabilities.map(inCells);
  const isDead = (at: number): boolean => {
    const own = (regions.most[at] ?? []).map(inCells);
    const concerned = classes.filter(({ masks }) => hasCell(masks.most, at));
    const replacing = maskWhere(
      policies,
      (index) =>
        index !== at && (least[index]?.some((region) => own.some((each) => mayReplace(region, each, space))) ?? false),
    );
    // Classes that differ in other policies alone are one.
    return [...new Set(concerned.map(({ masks }) => masks.least & replacing))].every((mask) =>
      asksForNothingNew(own, [...cellsOf(mask).flatMap((index) => least[index] ?? []), ...natural], space, budget),
    );
  };
  return policies.filter(
    ({ state, sessionControls }, at) => state === 'enabled' && sessionControls.length === 0 && isDead(at),
  );
};

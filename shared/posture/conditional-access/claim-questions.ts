import { cellsOf } from './cell-set.ts';
import { type Decision, decide, type GradedRegion, gradeRegion, mostBoxes } from './claim-decision.ts';
import { type ClaimId, claims, type Grade } from './coverage-claims.ts';
import { type CoverageTenant, maskWhere } from './coverage-tenant.ts';
import type { IdentityClass } from './identity-classes.ts';
import type { PolicyRegion } from './policy-regions.ts';
import type { Reading } from './readings.ts';
import { faultOfProof } from './sign-in-certificate.ts';
import type { Limit } from './sign-in-dimensions.ts';
import { type Box, covers, meets, type SignInSpace } from './sign-in-space.ts';

export type GradedPolicies = Readonly<Record<Reading, readonly (readonly GradedRegion[])[]>>;

/** What a claim is about, and which policies have to do with it. */
export interface ClaimQuestion {
  readonly claimId: ClaimId;
  readonly scope: readonly Limit[];
  readonly box: Box;
  readonly graded: GradedPolicies;
  readonly capabilities: readonly GradedRegion[];
  /** The policies that ask for something in the box, and those that close all of it by themselves. */
  readonly asking: Readonly<Record<Reading, bigint>>;
  readonly closing: Readonly<Record<Reading, bigint>>;
  readonly decisions: Map<string, Decided>;
}

export interface Decided {
  readonly decision: Decision;
  /** Why the certificate of a proof proves nothing. */
  readonly fault: string | null;
}

export const gradedRegions = (
  regions: readonly PolicyRegion[],
  grade: Grade,
  space: SignInSpace,
): readonly GradedRegion[] => regions.flatMap((region) => gradeRegion(region, grade, space) ?? []);

/** Asks a claim of a tenant. */
export const questionOf = (
  claimId: ClaimId,
  tenant: CoverageTenant,
  gradedBy: (grade: Grade) => GradedPolicies,
): ClaimQuestion => {
  const { scope: scopeOf, grade } = claims[claimId];
  const scope = scopeOf(tenant.space.dimensions);
  const box = tenant.space.boxOf(scope);
  const graded = gradedBy(grade);
  const masks = (test: (region: GradedRegion) => boolean) => ({
    least: maskWhere(tenant.policies, (at) => graded.least[at]?.some(test) ?? false),
    most: maskWhere(tenant.policies, (at) => graded.most[at]?.some(test) ?? false),
  });
  return {
    claimId,
    scope,
    box,
    graded,
    capabilities: gradedRegions(tenant.capabilities, grade, tenant.space),
    asking: masks((region) => meets(region, box)),
    closing: masks((region) => region.isClosed && covers(region, box)),
    decisions: new Map(),
  };
};

const lowest = (mask: bigint): bigint => mask & -mask;

/** Decides a claim for the policies of a class. Classes that differ in other policies alone share the decision. */
export const decideFor = (question: ClaimQuestion, mask: bigint, reading: Reading, tenant: CoverageTenant): Decided => {
  const closing = mask & question.closing[reading];
  const deciding = closing === 0n ? mask & question.asking[reading] : lowest(closing);
  const key = `${(deciding & tenant.uncertain) === 0n ? '' : reading}:${deciding.toString(36)}`;
  const known = question.decisions.get(key);
  if (known !== undefined) return known;
  const regions = [...cellsOf(deciding).flatMap((at) => question.graded[reading][at] ?? []), ...question.capabilities];
  const budget = { left: Math.min(mostBoxes, tenant.budget.left) };
  const before = budget.left;
  const decision = decide(question.box, regions, budget);
  tenant.budget.left -= before - Math.max(0, budget.left);
  const fault =
    decision.answer === 'proved'
      ? faultOfProof({ ...decision, space: tenant.space, claimBox: question.box }, tenant.check)
      : null;
  const decided = { decision, fault };
  question.decisions.set(key, decided);
  return decided;
};

/** The policies that apply to a class: certainly, or perhaps. */
export const policyMasks = ({ policies }: IdentityClass): Readonly<Record<Reading, bigint>> => {
  const mask = (wanted: readonly string[]): bigint =>
    policies
      .filter(({ certainty }) => wanted.includes(certainty))
      .reduce((all, { at }) => all | (1n << BigInt(at)), 0n);
  return { least: mask(['yes']), most: mask(['yes', 'maybe']) };
};

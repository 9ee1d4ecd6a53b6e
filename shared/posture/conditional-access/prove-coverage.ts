import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { type CheckCertificate, faultOf } from './certificate-checker.ts';
import { answerClaim, type ClaimAnswer, notApplicableClaim, tooLargeClaim } from './claim-answers.ts';
import { type GradedPolicies, gradedRegions, policyMasks, questionOf } from './claim-questions.ts';
import { type ClaimId, claimIds, claims, type Grade } from './coverage-claims.ts';
import { type CoverageTenant, coverageTenant, policiesInForce } from './coverage-tenant.ts';
import { deadPolicies } from './dead-policies.ts';
import { type IdentityClass, identityClasses } from './identity-classes.ts';
import type { SignInSnapshot } from './sign-in-snapshot.ts';

/** What is proved about the sign-ins of a tenant, and what is not. */
export interface CoverageProof {
  /** The policies that may enforce something on people; classes name them by their place. */
  readonly policies: readonly ConditionalAccessPolicy[];
  readonly classes: readonly IdentityClass[];
  readonly claims: readonly ClaimAnswer[];
  readonly deadPolicies: readonly ConditionalAccessPolicy[];
}

const lacksPlan = (claimId: ClaimId, { plans }: SignInSnapshot): boolean =>
  plans.p1 === false || (claims[claimId].needsP2 && plans.p2 === false);

/** The regions of the policies for each grade, made once. */
const gradedPolicies = ({ regions, space }: CoverageTenant): ((grade: Grade) => GradedPolicies) => {
  const known = new Map<Grade, GradedPolicies>();
  return (grade) => {
    const graded = known.get(grade) ?? {
      least: regions.least.map((own) => gradedRegions(own, grade, space)),
      most: regions.most.map((own) => gradedRegions(own, grade, space)),
    };
    known.set(grade, graded);
    return graded;
  };
};

/**
 * Every claim about every class of identities, and the policies that change nothing. `check` decides whether a
 * certificate proves anything.
 */
export const proveCoverage = (snapshot: SignInSnapshot, check: CheckCertificate = faultOf): CoverageProof => {
  const policies = policiesInForce(snapshot);
  const classes = identityClasses(policies, snapshot);
  if (snapshot.plans.p1 === false)
    return { policies, classes, claims: claimIds.map(notApplicableClaim), deadPolicies: [] };
  const tenant = coverageTenant(snapshot, check);
  if (tenant === undefined)
    return { policies, classes, claims: claimIds.map((claimId) => tooLargeClaim(claimId, classes)), deadPolicies: [] };
  const withMasks = classes.map((identityClass) => ({ identityClass, masks: policyMasks(identityClass) }));
  const gradedBy = gradedPolicies(tenant);
  return {
    policies,
    classes,
    claims: claimIds.map((claimId) =>
      lacksPlan(claimId, snapshot)
        ? notApplicableClaim(claimId)
        : answerClaim(questionOf(claimId, tenant, gradedBy), withMasks, tenant),
    ),
    deadPolicies: deadPolicies(tenant, withMasks),
  };
};

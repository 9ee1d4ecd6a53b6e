import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import type { CapabilitySet } from './capability-sets.ts';
import { cellsOf } from './cell-set.ts';
import type { Gap } from './claim-decision.ts';
import { type ClaimQuestion, type Decided, decideFor } from './claim-questions.ts';
import { type AssumptionCode, assumptionsOf } from './coverage-assumptions.ts';
import { type ClaimId, claims, isInClaim } from './coverage-claims.ts';
import type { CoverageTenant } from './coverage-tenant.ts';
import type { IdentityClass } from './identity-classes.ts';
import type { PolicyRegion } from './policy-regions.ts';
import type { Reading } from './readings.ts';
import { certificateOf, type SignInCertificate } from './sign-in-certificate.ts';
import type { SignInSnapshot, SnapshotUser } from './sign-in-snapshot.ts';
import { type PointInGap, pointOf } from './sign-in-witness.ts';
import { sentenceOf } from './witness-sentence.ts';

export type CoverageAnswer = 'proved' | 'needs' | 'open' | 'unknown' | 'not-applicable';
export const unknownReasons = ['unreadable', 'too-large', 'too-many-roles', 'certificate-refused'] as const;
export type UnknownReason = (typeof unknownReasons)[number];

export interface SignInWitness extends Omit<PointInGap, 'gap'> {
  readonly sentence: string;
  readonly user: SnapshotUser | undefined;
}

/** What is made only for a page that shows it. */
export interface AnswerDetails {
  readonly assumptions: readonly AssumptionCode[];
  /** At most three sign-ins that get in. */
  readonly witnesses: readonly SignInWitness[];
  readonly certificate: SignInCertificate | null;
}

export interface ClassAnswer {
  readonly identityClass: IdentityClass;
  readonly answer: CoverageAnswer;
  readonly reason: UnknownReason | null;
  /** The smallest sets of capabilities that let somebody in. One that is empty stands for an answer that is `open`. */
  readonly needs: readonly CapabilitySet[];
  /** The policies that close every sign-in together, if the answer is proved. */
  readonly closedBy: () => readonly ConditionalAccessPolicy[];
  /** Of some policies those that do not apply to these identities, and each of which would close all that is open. */
  readonly wouldClose: (isAsked: (policy: ConditionalAccessPolicy) => boolean) => readonly ConditionalAccessPolicy[];
  /** A witness names the first user that is shown. */
  readonly details: (isShown?: (user: SnapshotUser) => boolean) => AnswerDetails;
}

export interface ClaimAnswer {
  readonly claimId: ClaimId;
  readonly answer: CoverageAnswer;
  readonly classes: readonly ClassAnswer[];
}

/** A class, and the policies that apply to it: certainly, or perhaps. */
export interface ClassPolicies {
  readonly identityClass: IdentityClass;
  readonly masks: Readonly<Record<Reading, bigint>>;
}

type Verdict = Pick<ClassAnswer, 'answer' | 'reason'>;

const verdictOf = ({ decision, fault }: Decided): Verdict => {
  if (fault !== null) return { answer: 'unknown', reason: 'certificate-refused' };
  return { answer: decision.answer, reason: decision.answer === 'unknown' ? 'too-large' : null };
};

/** Where the two readings differ, nobody knows. A policy that was left out could prove what these do not. */
const verdictOfBoth = (least: Verdict, most: Verdict, { isEveryPolicyRead }: SignInSnapshot): Verdict => {
  if (least.answer === 'unknown') return least;
  if (most.answer === 'unknown') return most;
  const isCertain = least.answer === most.answer && (isEveryPolicyRead || least.answer === 'proved');
  return isCertain ? least : { answer: 'unknown', reason: 'unreadable' };
};

const closingPolicies = ({ decision }: Decided): readonly ConditionalAccessPolicy[] =>
  decision.answer === 'proved' ? [...new Set(decision.closed.flatMap(({ region }) => region.policy ?? []))] : [];

const gapsOf = ({ decision }: Decided): readonly Gap[] =>
  decision.answer === 'open' ? decision.gaps() : decision.answer === 'needs' ? decision.needs.slice(0, 3) : [];

const needsOf = ({ decision }: Decided): readonly CapabilitySet[] =>
  decision.answer === 'open'
    ? [[]]
    : decision.answer === 'needs'
      ? decision.needs.map(({ capabilities }) => capabilities)
      : [];

const regionsOfMask = (tenant: CoverageTenant, mask: bigint): readonly PolicyRegion[] =>
  cellsOf(mask)
    .flatMap((at) => tenant.regions.least[at] ?? [])
    .map((region) => ({ ...region, limits: tenant.space.toCells(region.limits) }));

const witnessesOf = (
  question: ClaimQuestion,
  { identityClass, masks }: ClassPolicies,
  decided: Decided,
  tenant: CoverageTenant,
  isShown: (user: SnapshotUser) => boolean,
): readonly SignInWitness[] => {
  const { identities, grade } = claims[question.claimId];
  const people = identities === 'administrators' ? identityClass.administrators : identityClass.users;
  const user = people.find(isShown);
  const regions = regionsOfMask(tenant, masks.least);
  return gapsOf(decided).map((gap) => {
    const found = pointOf(tenant.space, gap, question.scope, regions);
    const { point, capabilities, policyIds } = found;
    const sentence = sentenceOf(found, grade, { identityClass, user, space: tenant.space, snapshot: tenant.snapshot });
    return { sentence, point, capabilities, policyIds, user };
  });
};

/** Policies that do not apply to a class, and with any of which the claim would be proved for it. */
const closersThatMissIt = (
  question: ClaimQuestion,
  { masks }: ClassPolicies,
  tenant: CoverageTenant,
  isAsked: (policy: ConditionalAccessPolicy) => boolean,
): readonly ConditionalAccessPolicy[] =>
  tenant.policies.filter((policy, at) => {
    const bit = 1n << BigInt(at);
    if ((masks.most & bit) !== 0n || (question.asking.least & bit) === 0n || !isAsked(policy)) return false;
    return decideFor(question, masks.least | bit, 'least', tenant).decision.answer === 'proved';
  });

const classAnswer = (question: ClaimQuestion, each: ClassPolicies, tenant: CoverageTenant): ClassAnswer => {
  const { identityClass, masks } = each;
  const least = decideFor(question, masks.least, 'least', tenant);
  const most = decideFor(question, masks.most, 'most', tenant);
  const verdict: Verdict = identityClass.hasTooManyRoles
    ? { answer: 'unknown', reason: 'too-many-roles' }
    : verdictOfBoth(verdictOf(least), verdictOf(most), tenant.snapshot);
  const isKnown = verdict.answer !== 'unknown';
  const asking = masks.most & (question.asking.least | question.asking.most);
  return {
    identityClass,
    ...verdict,
    needs: isKnown ? needsOf(least) : [],
    closedBy: () => (verdict.answer === 'proved' ? closingPolicies(least) : []),
    wouldClose: (isAsked) =>
      verdict.answer === 'open' || verdict.answer === 'needs' ? closersThatMissIt(question, each, tenant, isAsked) : [],
    details: (isShown = () => true) => ({
      assumptions: assumptionsOf(
        question.claimId,
        identityClass.kind,
        cellsOf(asking).flatMap((at) => tenant.policies[at] ?? []),
        closingPolicies(least),
      ),
      witnesses: isKnown ? witnessesOf(question, each, least, tenant, isShown) : [],
      certificate:
        verdict.answer === 'proved' && least.decision.answer === 'proved'
          ? certificateOf({ ...least.decision, space: tenant.space, claimBox: question.box }, question.scope)
          : null,
    }),
  };
};

const worstFirst: readonly CoverageAnswer[] = ['open', 'unknown', 'needs', 'proved'];

/** The worst of the answers. Without anybody to ask about, a claim is not applicable. */
const worstOf = (answers: readonly ClassAnswer[]): CoverageAnswer =>
  worstFirst.find((answer) => answers.some((each) => each.answer === answer)) ?? 'not-applicable';

/** Only classes with users count for the claim, without those apart. The claim about providers is about its class. */
export const counts = (claimId: ClaimId, { users, apart }: IdentityClass): boolean =>
  claims[claimId].identities === 'providers' || (users.length > 0 && apart === null);

const claimAnswerOf = (claimId: ClaimId, classes: readonly ClassAnswer[]): ClaimAnswer => ({
  claimId,
  answer: worstOf(classes.filter(({ identityClass }) => counts(claimId, identityClass))),
  classes,
});

const isAsked = (claimId: ClaimId, { kind, administrators }: IdentityClass): boolean =>
  isInClaim(claims[claimId], { kind, isAdministrator: administrators.length > 0 });

export const answerClaim = (
  question: ClaimQuestion,
  classes: readonly ClassPolicies[],
  tenant: CoverageTenant,
): ClaimAnswer =>
  claimAnswerOf(
    question.claimId,
    classes
      .filter(({ identityClass }) => isAsked(question.claimId, identityClass))
      .map((each) => classAnswer(question, each, tenant)),
  );

/** The claim about a space that is beyond the budget. */
export const tooLargeClaim = (claimId: ClaimId, classes: readonly IdentityClass[]): ClaimAnswer =>
  claimAnswerOf(
    claimId,
    classes
      .filter((identityClass) => isAsked(claimId, identityClass))
      .map((identityClass) => ({
        identityClass,
        answer: 'unknown',
        reason: 'too-large',
        needs: [],
        closedBy: () => [],
        wouldClose: () => [],
        details: () => ({ assumptions: [], witnesses: [], certificate: null }),
      })),
  );

/** The answer to a claim that needs a plan which the tenant does not have. */
export const notApplicableClaim = (claimId: ClaimId): ClaimAnswer => claimAnswerOf(claimId, []);

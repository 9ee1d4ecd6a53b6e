import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { derived } from '../derived.ts';
import type { Posture } from '../posture.ts';
import type { CoverageAnswer } from './claim-answers.ts';
import { type ClaimId, claims } from './coverage-claims.ts';
import type { CoverageProof } from './prove-coverage.ts';
import { knownRoles, proofByKnownRoles } from './snapshot-of-posture.ts';

/**
 * What a claim says about one user, in every class that the user may be in. `open`: a sign-in gets in, with nothing or
 * with a capability. `not-asked`: the claim is not about the user, or the tenant lacks the plan.
 */
export type PersonAnswer = 'proved' | 'open' | 'unknown' | 'not-asked';

const asPersonAnswer: Readonly<Record<CoverageAnswer, PersonAnswer>> = {
  proved: 'proved',
  needs: 'open',
  open: 'open',
  unknown: 'unknown',
  'not-applicable': 'not-asked',
};
const worstFirst: readonly PersonAnswer[] = ['open', 'unknown', 'proved', 'not-asked'];
const worse = (one: PersonAnswer, other: PersonAnswer): PersonAnswer =>
  worstFirst.find((answer) => answer === one || answer === other) ?? one;

/**
 * What roles that were not read could change. A role that a policy includes only closes more, and whoever may activate
 * it can sign in without it. A role that a policy excludes opens what the policy closes.
 */
const doubtsOf = (posture: Posture, { policies }: CoverageProof): ReadonlySet<PersonAnswer> => {
  const { held, eligible } = knownRoles(posture);
  const excludesRole = policies.some(({ exclude }) => exclude.roleIds.length > 0);
  const includesRole = policies.some(({ include }) => include.roleIds.length > 0);
  return new Set<PersonAnswer>([
    ...(excludesRole && !(held && eligible) ? (['proved'] as const) : []),
    ...(includesRole && !held ? (['open'] as const) : []),
  ]);
};

const answersByUser = (
  { claims: answers }: CoverageProof,
  claimId: ClaimId,
  doubts: ReadonlySet<PersonAnswer>,
): ReadonlyMap<string, PersonAnswer> => {
  const byUser = new Map<string, PersonAnswer>();
  const isAboutAdministrators = claims[claimId].identities === 'administrators';
  for (const { identityClass, answer } of answers.find((each) => each.claimId === claimId)?.classes ?? []) {
    const own = asPersonAnswer[answer];
    const certain = doubts.has(own) ? 'unknown' : own;
    for (const { userId } of isAboutAdministrators ? identityClass.administrators : identityClass.users)
      byUser.set(userId, worse(certain, byUser.get(userId) ?? 'not-asked'));
  }
  return byUser;
};

/** Looks up the answers of a claim, which are put together once for each posture. */
const answersOf = derived((posture): ((claimId: ClaimId) => ReadonlyMap<string, PersonAnswer> | undefined) => {
  const proof = proofByKnownRoles(posture);
  if (proof === undefined) return () => undefined;
  const doubts = doubtsOf(posture, proof);
  const known = new Map<ClaimId, ReadonlyMap<string, PersonAnswer>>();
  return (claimId) => {
    const answers = known.get(claimId) ?? answersByUser(proof, claimId, doubts);
    known.set(claimId, answers);
    return answers;
  };
});

/** What a claim says about a user. Unknown where users or policies were not read. */
export const personAnswer = (posture: Posture, claimId: ClaimId, userId: string): PersonAnswer => {
  const answers = answersOf(posture)(claimId);
  return answers === undefined ? 'unknown' : (answers.get(userId) ?? 'not-asked');
};

/** A claim about some users: of whom it holds, of whom not, and of whom that is not known. */
export interface ClaimTally {
  readonly proved: readonly User[];
  /** Without the plan, a claim holds of nobody. */
  readonly open: readonly User[];
  readonly unknown: readonly User[];
  /** The enabled policies that make it hold. */
  readonly closedBy: readonly ConditionalAccessPolicy[];
}

const closersFor = (
  posture: Posture,
  claimId: ClaimId,
  proved: readonly User[],
): readonly ConditionalAccessPolicy[] => {
  const ids = new Set(proved.map(({ userId }) => userId));
  const claim = proofByKnownRoles(posture)?.claims.find((each) => each.claimId === claimId);
  const classes = claim?.classes.filter(({ identityClass }) =>
    identityClass.users.some(({ userId }) => ids.has(userId)),
  );
  const closing = new Set(classes?.flatMap(({ closedBy }) => closedBy()));
  return (proofByKnownRoles(posture)?.policies ?? []).filter((policy) => closing.has(policy));
};

export const tallyClaim = (posture: Posture, claimId: ClaimId, people: readonly User[]): ClaimTally => {
  const by = Map.groupBy(people, ({ userId }) => personAnswer(posture, claimId, userId));
  const proved = by.get('proved') ?? [];
  return {
    proved,
    open: people.filter(({ userId }) => ['open', 'not-asked'].includes(personAnswer(posture, claimId, userId))),
    unknown: by.get('unknown') ?? [],
    closedBy: closersFor(posture, claimId, proved),
  };
};

/** Whether roles that people may activate matter to what is proved of somebody: a policy excludes a role. */
export const restsOnEligibleRoles = (posture: Posture): boolean =>
  proofByKnownRoles(posture)?.policies.some(({ exclude }) => exclude.roleIds.length > 0) ?? false;

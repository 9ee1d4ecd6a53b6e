import { sampleObjects } from '#shared/kernel/message-values.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import { type ClaimAnswer, type ClassAnswer, counts } from '#shared/posture/conditional-access/claim-answers.ts';
import { claims } from '#shared/posture/conditional-access/coverage-claims.ts';
import { excludes } from '#shared/posture/conditional-access/policies.ts';
import type { SnapshotUser } from '#shared/posture/conditional-access/sign-in-snapshot.ts';
import { capabilityName } from '#shared/posture/conditional-access/witness-sentence.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { verdictSentence } from '#shared/posture/verdict-sentences.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { type Judgment, sampleOf } from '../../define-finding.ts';
import { claimNames } from './claim-names.ts';
import { sentence } from './sentences.ts';

/** Evidence is small, and a witness takes time: no more classes of people are described or searched for exclusions. */
const classesShown = 5;
const classesSearched = 20;

const byId = <Each extends { readonly userId: string }>(users: readonly Each[]): readonly Each[] => [
  ...new Map(users.map((user) => [user.userId, user])).values(),
];

const peopleOf = ({ claimId }: ClaimAnswer, { identityClass }: ClassAnswer): readonly SnapshotUser[] =>
  claims[claimId].identities === 'administrators' ? identityClass.administrators : identityClass.users;

/** A class, with a sign-in of it that gets in. */
interface OpenClass {
  readonly of: ClassAnswer;
  readonly witness: string | null;
}

const withWitness = (of: ClassAnswer): OpenClass => ({ of, witness: of.details().witnesses[0]?.sentence ?? null });

const openSentence = (claim: ClaimAnswer, classes: readonly ClassAnswer[], shown: readonly OpenClass[]): Sentence => {
  const users = byId(classes.flatMap((each) => peopleOf(claim, each)));
  const witness = shown[0]?.witness?.replace(/\.$/, '') ?? '';
  const sets = claim.answer === 'needs' ? classes.flatMap(({ needs }) => needs) : [];
  const capabilities = [...new Set(sets.map((set) => set.map(capabilityName).join(' and ')))].toSorted();
  const people = {
    kinds: [...new Set(classes.map(({ identityClass }) => identityClass.kind))],
    users: users.length,
    names: sampleObjects(users.map(({ userId, name }) => ({ kind: 'user', id: userId, name }))),
    witness,
  };
  return claim.answer === 'open' ? sentence('open', people) : sentence('needs', { ...people, capabilities });
};

/** The exclusions of policies that nothing makes up for: without them the claim would be proved for these people. */
const uncompensatedExclusions = (posture: Posture, claim: ClaimAnswer, classes: readonly ClassAnswer[]) => {
  const left = new Map<string, string[]>();
  for (const each of classes.slice(0, classesSearched)) {
    const ids = new Set(peopleOf(claim, each).map(({ userId }) => userId));
    const users = posture.facts('users').filter(({ userId }) => ids.has(userId));
    const leftOutOf = (policy: ConditionalAccessPolicy) => users.filter((user) => excludes(posture, policy, user));
    for (const policy of each.wouldClose((asked) => leftOutOf(asked).length > 0)) {
      left.set(policy.name, [...(left.get(policy.name) ?? []), ...leftOutOf(policy).map(({ upn }) => upn)]);
    }
  }
  return [...left].map(([policy, people]) => ({ policy, people: sampleOf([...new Set(people)]) }));
};

const evidenceOf = (
  posture: Posture,
  claim: ClaimAnswer,
  classes: readonly ClassAnswer[],
  shown: readonly OpenClass[],
) => ({
  answer: claim.answer,
  classesTotal: classes.length,
  classes: shown.map(({ of, witness }) => ({
    kind: of.identityClass.kind,
    withRoles: of.identityClass.withRoles.map(({ name }) => name),
    people: sampleOf(peopleOf(claim, of).map(({ name }) => name)),
    needs: of.needs,
    witness,
  })),
  exclusions: uncompensatedExclusions(posture, claim, classes),
});

const judgeOpen = (posture: Posture, claim: ClaimAnswer, own: readonly ClassAnswer[]): Omit<Judgment, 'subject'> => {
  const classes = own.filter(({ answer }) => answer === claim.answer);
  const shown = classes.slice(0, classesShown).map(withWitness);
  const isAboutAdministrators = claims[claim.claimId].identities === 'administrators';
  return {
    verdict: claim.answer === 'open' ? 'fail' : 'warn',
    ...openSentence(claim, classes, shown),
    usersAffected: byId(classes.flatMap((each) => peopleOf(claim, each))).length,
    privileged: isAboutAdministrators,
    evidence: evidenceOf(posture, claim, classes, shown),
  };
};

/** A claim that needs P2 is not asked without it. */
const judgeUnasked = (posture: Posture, { claimId }: ClaimAnswer): Omit<Judgment, 'subject'> => ({
  verdict: 'not-applicable',
  ...(claims[claimId].needsP2 && !posture.plans.has('AAD_PREMIUM_P2')
    ? verdictSentence('missing-plan', { plans: ['AAD_PREMIUM_P2'] })
    : sentence('nobody', { claim: claimId })),
});

const verdictOf = (posture: Posture, claim: ClaimAnswer): Omit<Judgment, 'subject'> => {
  const { claimId } = claim;
  const own = claim.classes.filter(({ identityClass }) => counts(claimId, identityClass));
  switch (claim.answer) {
    case 'proved':
      return { verdict: 'pass', ...sentence('proved', { claim: claimId }), evidence: { answer: claim.answer } };
    case 'open':
    case 'needs':
      return judgeOpen(posture, claim, own);
    case 'unknown': {
      const reason = own.find(({ answer }) => answer === 'unknown')?.reason ?? 'unreadable';
      return { verdict: 'unknown', ...sentence('unknown', { claim: claimId, reason }) };
    }
    case 'not-applicable':
      return judgeUnasked(posture, claim);
  }
};

/** One claim about every possible sign-in, as a judgment. */
export const judgeClaim = (posture: Posture, claim: ClaimAnswer): Judgment => ({
  subject: { kind: 'claim', id: claim.claimId, name: claimNames[claim.claimId] },
  ...verdictOf(posture, claim),
});

import { type CoverageProof, proveCoverage } from '#shared/posture/conditional-access/prove-coverage.ts';
import type { SignInSnapshot } from '#shared/posture/conditional-access/sign-in-snapshot.ts';
import { normalize } from '#shared/surfaces/conditional-access/normalize.ts';
import { RawPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { appearances, bruteClaims, bruteForce, type GroupMembers, type Person } from './brute-force.ts';
import { type GraphPolicy, randomPolicies } from './random-policies.ts';
import { members, snapshotBase } from './universe.ts';

export const snapshotOf = (policies: readonly GraphPolicy[]): SignInSnapshot => ({
  ...snapshotBase,
  policies: policies.map((policy) => normalize(RawPolicy.parse(policy))),
});

const kindsWithoutUsers = ['b2bDirectConnectUser', 'otherExternalUser', 'serviceProvider'];

/** The answers of the engine for one user, or one kind without users: one text for each class it is in. */
const engineAnswers = ({ classes, claims }: CoverageProof, userId: string | null, kind: string): Set<string> =>
  new Set(
    classes
      .filter(({ users, kind: own }) =>
        userId === null ? users.length === 0 && own === kind : users.some((user) => user.userId === userId),
      )
      .map((identityClass) =>
        claims
          .filter(
            ({ claimId }) =>
              userId === null ||
              !/admins$/.test(claimId) ||
              identityClass.administrators.some((user) => user.userId === userId),
          )
          .flatMap(({ claimId, classes: ofClaim }) => {
            const own = ofClaim.find((each) => each.identityClass === identityClass);
            if (own === undefined) return [];
            const needs =
              own.answer === 'needs'
                ? ` ${own.needs
                    .map((set) => set.join('+'))
                    .toSorted()
                    .join('|')}`
                : '';
            return [`${claimId}: ${own.answer}${needs}`];
          })
          .join('\n'),
      ),
  );

const bruteAnswers = (
  people: readonly Person[],
  answersFor: (person: Person) => Readonly<Record<string, string>>,
): Set<string> =>
  new Set(
    people.map((person) =>
      Object.keys(bruteClaims)
        .flatMap((claimId) => {
          const answer = answersFor(person)[claimId];
          return answer === undefined ? [] : [`${claimId}: ${answer}`];
        })
        .join('\n'),
    ),
  );

export const holdsUnknown = (policies: readonly GraphPolicy[]): boolean =>
  /unknownFutureValue|XOR|moonPhases|SomeNewBundle|eeeeeeee-0000-4000-8000-000000000007|bbbbbbbb-0000-4000-8000-000000000004|f0000000-0000-4000-8000-00000000000[245]/.test(
    JSON.stringify(policies),
  );

/** What was compared: answers by kind, and the sign-ins that the brute force tried. */
export interface CoverageTally {
  readonly answers: Record<string, number>;
  points: number;
}

const count = ({ answers }: CoverageTally, { claims }: CoverageProof): void => {
  for (const { answer } of claims.flatMap(({ classes }) => classes)) answers[answer] = (answers[answer] ?? 0) + 1;
};

/** A directory, and how the engine sees policies in it. */
export interface Directory {
  readonly users: SignInSnapshot['users'];
  readonly groups: GroupMembers;
  readonly snapshotOf: (policies: readonly GraphPolicy[]) => SignInSnapshot;
}

const universe: Directory = { users: snapshotBase.users, groups: members, snapshotOf };

/** What the engine and the brute force say differently; undefined if nothing. */
export const differenceIn = (
  policies: readonly GraphPolicy[],
  withDead: boolean,
  tally?: CoverageTally,
  directory: Directory = universe,
): string | undefined => {
  const proof = proveCoverage(directory.snapshotOf(policies));
  const brute = bruteForce(policies, directory.groups);
  const subjects = [
    ...directory.users.map((user) => ({ user, kind: user.kind as string })),
    ...kindsWithoutUsers.map((kind) => ({ user: null, kind })),
  ];
  const people = subjects.map(({ user, kind }) => ({ user, kind, appearances: appearances(policies, user, kind) }));
  for (const { user, kind, appearances: all } of people) {
    const [engine, truth] = [engineAnswers(proof, user?.userId ?? null, kind), bruteAnswers(all, brute.answersFor)];
    const wrong = [...engine.symmetricDifference(truth)];
    if (wrong.length > 0)
      return `${user?.name ?? kind}\nengine:\n${[...engine].join('\n--\n')}\ntruth:\n${[...truth].join('\n--\n')}`;
  }
  if (tally !== undefined) {
    count(tally, proof);
    tally.points += brute.points();
  }
  if (!withDead || holdsUnknown(policies)) return undefined;
  const dead = brute
    .deadPolicies(people.flatMap(({ appearances: all }) => all))
    .toSorted()
    .join();
  const found = proof.deadPolicies
    .map(({ policyId }) => policyId)
    .toSorted()
    .join();
  return dead === found ? undefined : `dead policies\nengine: ${found}\ntruth: ${dead}`;
};

/** Simpler sets: without one policy, or without one condition of one policy. */
const simpler = (policies: readonly GraphPolicy[]): GraphPolicy[][] => [
  ...policies.map((_policy, at) => policies.filter((_each, index) => index !== at)),
  ...policies.flatMap((policy, at) =>
    [
      { platforms: null },
      { locations: null },
      { devices: null },
      { signInRiskLevels: [] },
      { userRiskLevels: [] },
      { insiderRiskLevels: null },
      { authenticationFlows: null },
      { clientAppTypes: ['all'] },
      { users: { includeUsers: ['All'] } },
      { applications: { includeApplications: ['All'] } },
    ]
      .filter((change) =>
        Object.entries(change).some(
          ([name, value]) => JSON.stringify(policy.conditions[name]) !== JSON.stringify(value),
        ),
      )
      .map((change) => policies.with(at, { ...policy, conditions: { ...policy.conditions, ...change } })),
  ),
];

export const shrink = (
  policies: readonly GraphPolicy[],
  isWrong: (smaller: readonly GraphPolicy[]) => boolean,
): readonly GraphPolicy[] => {
  const smaller = simpler(policies).find(isWrong);
  return smaller === undefined ? policies : shrink(smaller, isWrong);
};

export interface CoverageFuzzReport extends CoverageTally {
  readonly failures: readonly string[];
}

/** Compares sets of policies by seed. Each failure is shrunk. Dead policies are compared in every tenth set. */
export const fuzzCoverage = (firstSeed: number, sets: number, mostFailures = 3): CoverageFuzzReport => {
  const failures: string[] = [];
  const tally: CoverageTally = { answers: {}, points: 0 };
  for (let seed = firstSeed; seed < firstSeed + sets && failures.length < mostFailures; seed += 1) {
    const policies = randomPolicies(seed);
    const withDead = seed % 10 === 0;
    if (differenceIn(policies, withDead, tally) === undefined) continue;
    const smallest = shrink(policies, (smaller) => differenceIn(smaller, withDead) !== undefined);
    failures.push(`seed ${seed}\n${JSON.stringify(smallest, null, 1)}\n${differenceIn(smallest, withDead) ?? ''}`);
  }
  return { ...tally, failures };
};

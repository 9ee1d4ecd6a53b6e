import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CoverageProof, proveCoverage } from '#shared/posture/conditional-access/prove-coverage.ts';
import { appearances, bruteClaims, type GroupMembers, type Person } from './brute-force.ts';
import { holdsUnknown, snapshotOf } from './compare-coverage.ts';
import { directoryOf, provableTenants, readDemoTenants } from './demo-tenants.ts';
import { type GraphPolicy, randomPolicies } from './random-policies.ts';
import { smtQuestion } from './smt-question.ts';
import { type SmtSolver, startSolver } from './smt-solver.ts';
import { snapshotBase } from './universe.ts';

let solver: SmtSolver;
beforeAll(async () => {
  solver = await startSolver();
});
afterAll(() => solver.end());

interface Asked {
  readonly what: string;
  readonly question: string;
  readonly expected: boolean;
}

/** The class of a person with these roles active, or without one where activating them changes nothing. */
const engineAnswer = ({ claims }: CoverageProof, claimId: string, { userId, tenant, roleIds }: Person): string => {
  const own = claims
    .find((each) => each.claimId === claimId)
    ?.classes.filter(
      ({ identityClass: { users, externalTenant } }) =>
        users.some((user) => user.userId === userId) && externalTenant === tenant,
    )
    .toSorted((one, other) => other.identityClass.withRoles.length - one.identityClass.withRoles.length);
  const isActive = ({ templateId }: { readonly templateId: string }): boolean => roleIds.includes(templateId);
  return own?.find(({ identityClass: { withRoles } }) => withRoles.every(isActive))?.answer ?? 'nothing';
};

/** Proved: nobody gets in by any capability. Needs: somebody does, and nobody without one. Open: somebody without. */
const questionsOf = (
  which: string,
  policies: readonly GraphPolicy[],
  person: Person,
  proof: CoverageProof,
  groups?: GroupMembers,
): Asked[] =>
  Object.entries(bruteClaims)
    .filter(([, claim]) => claim.concerns(person))
    .flatMap(([claimId, claim]) => {
      const answer = engineAnswer(proof, claimId, person);
      const what = `${which}, ${claimId}: the engine says ${answer}`;
      const ask = (capabilities: 'any' | 'none', expected: boolean): Asked => ({
        what,
        question: smtQuestion(policies, person, claim, capabilities, groups),
        expected,
      });
      if (answer === 'open') return [ask('none', true)];
      return answer === 'needs' ? [ask('any', true), ask('none', false)] : [ask('any', false)];
    });

/** Sets without unknown values, which alone have one reading, each with one person in turn. */
const askAbout = (sets: number): Asked[] => {
  const asked: Asked[] = [];
  for (let seed = 1, count = 0; count < sets; seed += 1) {
    const policies = randomPolicies(seed);
    const user = snapshotBase.users[seed % snapshotBase.users.length];
    const [person] = user === undefined ? [] : appearances(policies, user, user.kind);
    if (person === undefined || holdsUnknown(policies)) continue;
    count += 1;
    asked.push(...questionsOf(`seed ${seed}`, policies, person, proveCoverage(snapshotOf(policies))));
  }
  return asked;
};

const differencesIn = async (asked: readonly Asked[]): Promise<readonly string[]> => {
  const differences: string[] = [];
  for (let from = 0; from < asked.length; from += 20) {
    const batch = asked.slice(from, from + 20);
    const answers = await solver.areSatisfiable(batch.map(({ question }) => question));
    for (const [at, { what, expected }] of batch.entries()) if (answers[at] !== expected) differences.push(what);
  }
  return differences;
};

it('agrees with the engine on every user of every tenant of the demo book', async () => {
  const tenants = provableTenants(await readDemoTenants());
  const asked = tenants.flatMap((tenant) => {
    const { users, groups, snapshotOf: snapshotIn } = directoryOf(tenant);
    const proof = proveCoverage(snapshotIn(tenant.policies));
    return users.flatMap((user) =>
      appearances(tenant.policies, user, user.kind).flatMap((person) =>
        questionsOf(`${tenant.name}, ${user.name}`, tenant.policies, person, proof, groups),
      ),
    );
  });
  expect(await differencesIn(asked)).toEqual([]);
  expect(tenants.length).toBeGreaterThan(8);
}, 600_000);

it('agrees with the engine on 1000 sets of policies', async () => {
  const asked = askAbout(1000);
  expect(await differencesIn(asked)).toEqual([]);
  for (const answer of ['proved', 'needs', 'open'])
    expect(asked.filter(({ what }) => what.endsWith(answer)).length).toBeGreaterThan(200);
}, 600_000);

import { beforeAll, describe, expect, it } from 'vitest';
import { findingOf } from '#shared/findings/index.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { ClaimId } from '#shared/posture/conditional-access/coverage-claims.ts';
import { mfaPolicies } from '#shared/posture/conditional-access/mfa-policies.ts';
import { appliesTo } from '#shared/posture/conditional-access/policies.ts';
import { coverageProof } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import { mfaBadgeOf } from '#shared/posture/mfa-numbers.ts';
import { mfaDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { type DemoTenant, readDemoTenants } from '#test/fuzz/sign-ins/demo-tenants.ts';

let tenants: readonly DemoTenant[];
beforeAll(async () => {
  tenants = await readDemoTenants();
});
const postureOf = (customer: string): Posture => {
  const found = tenants.find(({ name }) => name.startsWith(customer));
  if (found === undefined) throw new Error(`no tenant of ${customer}`);
  return found.posture;
};

const outcomeOf = (customer: string, findingId: string) => {
  const finding = findingOf(findingId);
  if (finding === undefined) throw new Error(`no finding ${findingId}`);
  return judgeFinding(finding, postureOf(customer));
};

/** Whether some policy asks everybody for MFA by itself: the question that tools ask of one policy at a time. */
const isCoveredByOnePolicy = (posture: Posture): boolean =>
  mfaPolicies(posture).some(
    ({ policy, weaknesses }) =>
      weaknesses.length === 0 && mfaDenominator(posture).every((user) => appliesTo(posture, policy, user)),
  );

const claimOf = (posture: Posture, claimId: ClaimId) =>
  coverageProof(posture)?.claims.find((claim) => claim.claimId === claimId);

describe('the three tenants of which something can be proved only over every sign-in', () => {
  it('Aldergate: every claim is proved', () => {
    const { claims } = coverageProof(postureOf('Aldergate')) ?? { claims: [] };
    expect(claims.map(({ claimId, answer }) => `${claimId} ${answer}`)).toEqual(
      claims.map(({ claimId }) => `${claimId} proved`),
    );
    expect(claims).toHaveLength(10);
  });

  it('Harrow: open, although one policy asks everybody for MFA', () => {
    const posture = postureOf('Harrow');
    expect(isCoveredByOnePolicy(posture)).toBe(true);
    expect([claimOf(posture, 'mfa-everywhere')?.answer, mfaBadgeOf(posture)]).toEqual(['open', 'partial']);
    const eleventh = posture.facts('users')[10]?.displayName;
    const open = claimOf(posture, 'mfa-everywhere')?.classes.filter(({ answer }) => answer === 'open');
    expect(open?.flatMap(({ details }) => details().witnesses.map(({ sentence }) => sentence))).toEqual([
      `${eleventh}, with Helpdesk Administrator active, signs in to any application, from a browser on Windows, anywhere: no policy asks for MFA.`,
    ]);
  });

  it('Northgate: proved by three policies, of which none covers everything', () => {
    const posture = postureOf('Northgate');
    expect(isCoveredByOnePolicy(posture)).toBe(false);
    expect([claimOf(posture, 'mfa-everywhere')?.answer, mfaBadgeOf(posture)]).toEqual(['proved', 'enforced']);
    const members = claimOf(posture, 'mfa-everywhere')?.classes.find(({ identityClass }) => identityClass.users.length);
    expect(members?.closedBy().map(({ name }) => name)).toEqual([
      'Require MFA for Office 365',
      'Require MFA for other applications on Windows and macOS',
      'Block other applications on other platforms',
    ]);
  });
});

/**
 * The verdicts of the demo book that are others since all policies are judged together, and why they are right. Harrow
 * and Northgate are judged on the policies of which they are the examples.
 */
const changed: readonly (readonly [customer: string, findingId: string, before: string, now: string, why: string])[] = [
  [
    'Tidewater',
    'conditional-access.legacy-auth-blocked',
    'fail',
    'pass',
    'the MFA policy is for all client apps, and a legacy client cannot show MFA, so that it is blocked',
  ],
  [
    'Harrow',
    'mfa.enforced-for-all-users',
    'pass',
    'warn',
    'somebody may activate a role that the policy excludes, and signs in without MFA then',
  ],
  ['Harrow', 'mfa.enforced-for-admins', 'pass', 'warn', 'the same person is an administrator once the role is active'],
  ['Northgate', 'mfa.enforced-for-all-users', 'warn', 'pass', 'three policies together leave no sign-in without MFA'],
  ['Northgate', 'mfa.enforced-for-admins', 'warn', 'pass', 'the same three policies apply to the administrators'],
];

describe('the verdicts that changed', () => {
  it.each(changed)('%s, %s: not %s but %s, because %s', (customer, findingId, _before, now) => {
    expect(outcomeOf(customer, findingId).verdict).toBe(now);
  });
});

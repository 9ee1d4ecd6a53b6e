import { describe, expect, it } from 'vitest';
import { riskPoliciesEnforced } from '#shared/findings/conditional-access/risk-policies-enforced/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  applicationId,
  license,
  needsAccess,
  needsLicense,
  policy,
  policyGrant,
  policySide,
  posture,
  userId,
} from '#test/support/posture-facts.ts';

const onSignIn = (overrides: Partial<ConditionalAccessPolicy> = {}) =>
  policy({ policyId: 'policy-sign-in', signInRiskLevels: ['high', 'medium'], ...overrides });
const change = policyGrant({ operator: 'AND', controls: ['mfa', 'passwordChange'] });
const onUser = (overrides: Partial<ConditionalAccessPolicy> = {}) =>
  policy({ policyId: 'policy-user', userRiskLevels: ['high'], grant: change, ...overrides });
const p2 = license({ servicePlans: [{ planId: 'plan-2', name: 'AAD_PREMIUM_P2', provisioningStatus: 'Success' }] });
const judge = (facts: Parameters<typeof posture>[0], states?: Parameters<typeof posture>[1]) =>
  judgeFinding(riskPoliciesEnforced, posture({ licenses: [p2], ...facts }, states));
const withPolicies = (...policies: ConditionalAccessPolicy[]) => judge({ 'conditional-access': policies }).verdict;

describe('conditional-access.risk-policies-enforced', () => {
  it('passes when policies cover both risks', () => {
    expect(withPolicies(onSignIn(), onUser())).toBe('pass');
    const block = policyGrant({ controls: ['block'] });
    expect(withPolicies(onSignIn({ grant: block }), onUser({ grant: block }))).toBe('pass');
  });

  it('fails when no policy covers either risk', () => {
    expect(withPolicies(policy())).toBe('fail');
  });

  it.each<[string, ConditionalAccessPolicy[]]>([
    ['there is none on user risk', [onSignIn()]],
    ['there is none on sign-in risk', [onUser()]],
    ['one only reports', [onSignIn({ state: 'report-only' }), onUser()]],
    ['one acts on medium risk alone', [onSignIn({ signInRiskLevels: ['medium'] }), onUser()]],
    ['one demands nothing that helps', [onSignIn(), onUser({ grant: policyGrant() })]],
    [
      'one can be met otherwise',
      [onSignIn({ grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }) }), onUser()],
    ],
    ['one is for some people', [onSignIn(), onUser({ include: policySide({ userIds: [userId(1)] }) })]],
    ['one leaves somebody out', [onSignIn({ exclude: policySide({ userIds: [userId(4)] }) }), onUser()]],
    [
      'one leaves out an application',
      [onSignIn(), onUser({ applications: { ...policy().applications, exclude: [applicationId(1)] } })],
    ],
    ['one asks for both risks at once', [onSignIn({ userRiskLevels: ['high'] }), onUser()]],
  ])('warns when %s', (_why, policies) => {
    expect(withPolicies(...policies)).toBe('warn');
  });

  it('warns and names them when policies for all users leave some of them out', () => {
    const one = { exclude: policySide({ userIds: [userId(4)] }) };
    const { verdict, reason } = judge({ 'conditional-access': [onSignIn(one), onUser(one)] });
    expect(verdict).toBe('warn');
    expect(reason).toBe('1 user is not covered by the policies that act on sign-in risk and user risk: Person 4.');
  });

  it('names both the risk without a policy and the people whom the other policy leaves out', () => {
    const { reason } = judge({
      'conditional-access': [onUser({ exclude: policySide({ userIds: [userId(3), userId(4)] }) })],
    });
    expect(reason).toBe(
      'No policy for all users acts on sign-in risk, and 2 users are not covered by the policy that acts on user risk: Person 3 and Person 4.',
    );
  });

  it('adds up the policies that answer a risky user, whatever else they name', () => {
    const windows = { include: ['windows'], exclude: [] };
    const others = { include: ['all'], exclude: ['windows'] };
    const parts = [onUser({ platforms: windows }), onUser({ policyId: 'policy-others', platforms: others })];
    expect(withPolicies(onSignIn(), ...parts)).toBe('pass');
  });

  it('is unknown when it is not known what a policy asks of a risky user', () => {
    expect(withPolicies(onSignIn(), onUser({ unknownConditions: ['moonPhases'] }))).toBe('unknown');
  });

  it('fails when both are for some people only', () => {
    const some = { include: policySide({ userIds: [userId(1)] }) };
    expect(withPolicies(onSignIn(some), onUser(some))).toBe('fail');
  });

  it('is not-applicable without Entra ID P2', () => {
    expect(judge({ licenses: [license()] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'conditional-access': needsLicense }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'conditional-access'])('is unknown when %s cannot be read', (surface) => {
    expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import { enforcedForAllUsers } from '#shared/findings/mfa/enforced-for-all-users/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  applicationId,
  everyone,
  group,
  groupId,
  needsAccess,
  needsLicense,
  policy,
  policyGrant,
  policySide,
  posture,
  roleSchedule,
  stale,
  user,
  userId,
  users,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(enforcedForAllUsers, posture(...given));
const verdict = (...given: Parameters<typeof posture>) => judge(...given).verdict;
const withPolicies = (...policies: ConditionalAccessPolicy[]) => verdict({ 'conditional-access': policies });
const off = { 'conditional-access': [] } as const;
const location = { include: ['All'], exclude: ['AllTrusted'] };

describe('mfa.enforced-for-all-users', () => {
  it('passes when one policy requires MFA for all users', () => {
    expect(judge()).toMatchObject({
      verdict: 'pass',
      reason: 'Multi-factor authentication is enforced for 5 of 5 users.',
      assessed: 1,
    });
  });

  it('fails for all users when nothing enforces MFA', () => {
    const outcome = judge(off);
    expect(outcome.verdict).toBe('fail');
    expect(outcome.judgments[0]?.usersAffected).toBe(5);
  });

  it.each<[string, Partial<ConditionalAccessPolicy>]>([
    ['only reports', { state: 'report-only' }],
    ['leaves out an application', { applications: { ...policy().applications, exclude: [applicationId(1)] } }],
    [
      'names some applications',
      { applications: { ...policy().applications, everything: false, include: [applicationId(1)] } },
    ],
    ['filters applications', { applications: { ...policy().applications, filter: { mode: 'exclude', rule: 'x' } } }],
    ['accepts a compliant device instead', { grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }) }],
    ['accepts terms of use instead', { grant: policyGrant({ termsOfUse: ['terms-1'] }) }],
    ['relies on MFA of a third party', { grant: policyGrant({ controls: [], customAuthenticationFactors: ['duo'] }) }],
    ['is narrowed by sign-in risk', { signInRiskLevels: ['high'] }],
    ['is narrowed by user risk', { userRiskLevels: ['high'] }],
    ['is narrowed by insider risk', { insiderRiskLevels: ['elevated'] }],
    ['is narrowed by location', { locations: location }],
    ['is narrowed by platform', { platforms: { include: ['android'], exclude: [] } }],
    [
      'is narrowed by a device filter',
      { devices: { include: [], exclude: [], filter: { mode: 'include', rule: 'x' } } },
    ],
    ['is narrowed by authentication flow', { authenticationFlows: ['deviceCodeFlow'] }],
    ['covers browsers alone', { clientAppTypes: ['browser'] }],
    ['leaves two people out', { exclude: policySide({ userIds: [userId(3), userId(4)] }) }],
  ])('warns when the policy %s', (_why, overrides) => {
    expect(withPolicies(policy(overrides))).toBe('warn');
  });

  it.each<[string, Partial<ConditionalAccessPolicy>]>([
    ['is disabled', { state: 'disabled' }],
    ['demands a compliant device alone', { grant: policyGrant({ controls: ['compliantDevice'] }) }],
    [
      'demands a strength without MFA',
      { grant: policyGrant({ controls: [], strength: { ...strength(), allowedCombinations: ['password'] } }) },
    ],
    ['demands nothing', { grant: null }],
    ['is for service principals', { forWorkloads: true }],
    ['is for no application', { applications: { ...policy().applications, everything: false, include: ['None'] } }],
    [
      'is for the registration of methods alone',
      { applications: { ...policy().applications, everything: false, userActions: ['urn:user:registersecurityinfo'] } },
    ],
    ['is for guests alone', { include: policySide({ guests: true }) }],
    ['applies to nobody', { include: policySide({ userIds: [userId(99)] }) }],
  ])('fails when the policy %s', (_why, overrides) => {
    expect(withPolicies(policy(overrides))).toBe('fail');
  });

  it.each<[string, Partial<ConditionalAccessPolicy>]>([
    ['is in a state that Microsoft added', { state: 'unknown' }],
    ['has a condition that we do not know', { unknownConditions: ['moonPhases'] }],
    [
      'names a bundle of applications that we do not know',
      { applications: { ...policy().applications, exclude: ['New'] } },
    ],
  ])('is unknown when the only policy %s', (_why, overrides) => {
    expect(withPolicies(policy(overrides))).toBe('unknown');
  });

  it('passes when policies cover together what each of them leaves out', () => {
    const desktops = { include: ['windows', 'macOS'], exclude: [] };
    const others = { include: ['all'], exclude: ['windows', 'macOS'] };
    expect(withPolicies(policy({ platforms: desktops }))).toBe('warn');
    expect(
      withPolicies(
        policy({ platforms: desktops }),
        policy({ policyId: 'policy-2', platforms: others, grant: policyGrant({ controls: ['block'] }) }),
      ),
    ).toBe('pass');
  });

  it('warns when a corner between two policies stays open', () => {
    const windows = policy({ platforms: { include: ['windows'], exclude: [] } });
    const office = policy({
      policyId: 'policy-2',
      applications: { ...policy().applications, everything: false, include: ['Office365'] },
    });
    expect(withPolicies(windows, office)).toBe('warn');
  });

  it('warns when somebody gets in with a role that can be activated and that the policy excludes', () => {
    const excluding = policy({ exclude: policySide({ roleIds: [globalAdministrator] }) });
    const given = {
      'directory-roles': [],
      'role-schedules': [roleSchedule(3, { kind: 'eligible' })],
      'conditional-access': [excluding],
    };
    const outcome = judge(given);
    expect(outcome.verdict).toBe('warn');
    expect(outcome.judgments[0]?.evidence).toMatchObject({ enforced: 4, notEnforced: { first: [user(3).upn] } });
    expect(judge(given, { 'role-schedules': needsAccess })).toMatchObject({
      verdict: 'unknown',
      reason: 'Access to read role schedules is not granted; missing: Policy.Read.All.',
    });
  });

  it('needs no role schedules when no policy excludes a role', () => {
    expect(verdict({}, { 'role-schedules': needsAccess })).toBe('pass');
  });

  it.each<[string, Partial<ConditionalAccessPolicy>]>([
    ['demands a strength that holds MFA', { grant: policyGrant({ controls: [], strength: strength() }) }],
    [
      'demands MFA and a compliant device',
      { grant: policyGrant({ operator: 'AND', controls: ['mfa', 'compliantDevice'] }) },
    ],
    ['names browser and apps instead of all clients', { clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] }],
    ['names every place', { locations: { include: ['All'], exclude: [] } }],
    ['leaves guests out', { exclude: policySide({ guests: true }) }],
  ])('passes when the policy %s', (_why, overrides) => {
    expect(withPolicies(policy(overrides))).toBe('pass');
  });

  it('adds up policies that each cover half of the users', () => {
    const ofGroup = (number: number) =>
      policy({ policyId: `policy-${number}`, include: policySide({ groupIds: [groupId(number)] }) });
    expect(verdict({ 'conditional-access': [ofGroup(1), ofGroup(2), group(1, [1, 2]), group(2, [3, 4, 5])] })).toBe(
      'pass',
    );
  });

  it('warns when an excluded group holds 40 % of the users', () => {
    const outcome = judge({
      users: users(10),
      'conditional-access': [policy({ exclude: policySide({ groupIds: [groupId(1)] }) }), group(1, [1, 2, 3, 4])],
      'directory-roles': [],
      'role-schedules': [],
    });
    expect(outcome.verdict).toBe('warn');
    expect(outcome.judgments[0]?.usersAffected).toBe(4);
  });

  it('exempts two break-glass accounts that every policy for all users excludes', () => {
    const outcome = judge({
      'conditional-access': [policy({ exclude: policySide({ userIds: [userId(1), userId(2)] }) })],
    });
    expect(outcome).toMatchObject({
      verdict: 'pass',
      reason: 'Multi-factor authentication is enforced for 3 of 3 users.',
    });
  });

  it('counts per-user MFA, enabled or enforced, and warns when one user has neither', () => {
    const states = (...given: ('disabled' | 'enabled' | 'enforced' | 'unknown')[]) => ({
      ...off,
      users: users(given.length),
      'per-user-mfa': given.map((state, at) => ({ userId: userId(at + 1), state })),
    });
    expect(verdict(states('enabled', 'enforced'))).toBe('pass');
    expect(verdict(states('enabled', 'disabled'))).toBe('warn');
    expect(verdict(states('enabled', 'unknown'))).toBe('unknown');
    expect(verdict(states('enabled', 'unknown', 'disabled'))).toBe('warn');
    expect(verdict(states('unknown', 'disabled'))).toBe('unknown');
    expect(verdict(states('disabled', 'disabled'))).toBe('fail');
  });

  it('passes with Security Defaults, also when nothing else can be read', () => {
    const blind = Object.fromEntries(
      ['users', 'conditional-access', 'per-user-mfa', 'directory-roles'].map((id) => [id, needsAccess]),
    );
    expect(verdict({ 'security-defaults': [{ isEnabled: true }], ...off }, blind)).toBe('pass');
  });

  it.each(['users', 'security-defaults', 'conditional-access', 'per-user-mfa', 'directory-roles'])(
    'is unknown when nobody is covered and %s cannot be read',
    (surface) => {
      expect(verdict(off, { [surface]: needsAccess })).toBe('unknown');
      expect(verdict(off, { [surface]: stale })).toBe('unknown');
      expect(verdict(off, { [surface]: { state: 'never-read', dataAsOf: null } })).toBe('unknown');
    },
  );

  it('treats a tenant without Entra ID P1 as one without policies', () => {
    expect(verdict(off, { 'conditional-access': needsLicense })).toBe('fail');
  });

  it('passes without per-user states when policies cover all users', () => {
    expect(verdict({}, { 'per-user-mfa': { state: 'never-read', dataAsOf: null } })).toBe('pass');
  });

  it('is not-applicable when no user counts', () => {
    expect(verdict({ users: [user(1, { userType: 'guest' })] })).toBe('not-applicable');
  });

  it('lists the numbers, the users and the weak policies as evidence', () => {
    const [judgment] = judge({
      'conditional-access': [policy({ include: everyone, state: 'report-only' })],
    }).judgments;
    expect(judgment?.evidence).toMatchObject({
      of: 5,
      enforced: 0,
      notEnforced: { total: 5 },
      halfMeasures: [{ name: 'MFA for everybody', weaknesses: ['report-only'] }],
    });
  });
});

function strength() {
  return { id: 'strength-1', name: 'Strong', satisfiesMfa: true, allowedCombinations: ['fido2'] };
}

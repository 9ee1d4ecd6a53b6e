import { describe, expect, it } from 'vitest';
import { phishingResistantForAdmins } from '#shared/findings/mfa/phishing-resistant-for-admins/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import {
  applicationId,
  license,
  needsAccess,
  needsLicense,
  policy,
  policyGrant,
  policySide,
  posture,
  roleHolder,
  roleSchedule,
  userId,
} from '#test/support/posture-facts.ts';

type Strength = NonNullable<PolicyGrant['strength']>;
const strength = (overrides: Partial<Strength> = {}): Strength => ({
  id: '00000000-0000-0000-0000-000000000004',
  name: 'Phishing-resistant MFA',
  satisfiesMfa: true,
  allowedCombinations: ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
  ...overrides,
});
const demanding = (of: Strength, overrides: Partial<ConditionalAccessPolicy> = {}) =>
  policy({ grant: policyGrant({ controls: [], strength: of }), ...overrides });
const own = { id: 'own-strength', name: 'Our keys' };
const judge = (...given: Parameters<typeof posture>) => judgeFinding(phishingResistantForAdmins, posture(...given));
const withPolicies = (...policies: ConditionalAccessPolicy[]) => judge({ 'conditional-access': policies }).verdict;

describe('mfa.phishing-resistant-for-admins', () => {
  it("passes when Microsoft's strength is required of every administrator", () => {
    expect(withPolicies(demanding(strength()))).toBe('pass');
    const ofRole = policySide({ roleIds: [roleHolder(1).roleTemplateId] });
    expect(withPolicies(demanding(strength(), { include: ofRole }))).toBe('pass');
  });

  it.each<[string, ConditionalAccessPolicy]>([
    ['any MFA will do', policy()],
    ['the policy only reports', demanding(strength(), { state: 'report-only' })],
    [
      'the policy leaves out an application',
      demanding(strength(), { applications: { ...policy().applications, exclude: [applicationId(1)] } }),
    ],
    [
      'another control will do as well',
      policy({ grant: policyGrant({ controls: ['compliantDevice'], strength: strength() }) }),
    ],
    [
      'a strength of the tenant allows something weaker',
      demanding(strength({ ...own, allowedCombinations: ['fido2', 'password,sms'] })),
    ],
    ['the policy is for others', demanding(strength(), { include: policySide({ userIds: [userId(4)] }) })],
  ])('fails when %s', (_why, overrides) => {
    expect(withPolicies(overrides)).toBe('fail');
  });

  it("passes when the tenant's own strength allows nothing weaker", () => {
    expect(withPolicies(demanding(strength({ ...own, allowedCombinations: ['fido2'] })))).toBe('pass');
  });

  it('is unknown when a strength shows none of its combinations', () => {
    expect(withPolicies(demanding(strength({ ...own, allowedCombinations: [] })))).toBe('unknown');
  });

  it('is unknown instead of passing while nobody can say who may activate a role', () => {
    const unread = { 'role-schedules': needsAccess };
    expect(judge({ 'conditional-access': [demanding(strength())] }, unread).verdict).toBe('unknown');
    expect(judge({ 'conditional-access': [policy()] }, unread).verdict).toBe('fail');
  });

  it('warns when it is required of some administrators', () => {
    expect(withPolicies(demanding(strength(), { include: policySide({ userIds: [userId(1)] }) }))).toBe('warn');
  });

  describe('of administrators who are only eligible', () => {
    const { roleTemplateId } = roleHolder(1);
    const eligible = (directoryScopeId = '/') => ({
      'directory-roles': [],
      'role-schedules': [roleSchedule(1, { kind: 'eligible', roleTemplateId, directoryScopeId })],
    });
    const ofRole = demanding(strength(), { include: policySide({ roleIds: [roleTemplateId] }) });

    it('passes with a policy for the role, which applies from the activation on', () => {
      expect(judge({ ...eligible(), 'conditional-access': [ofRole] }).verdict).toBe('pass');
    });

    it('fails when the policy excludes the role that they may activate', () => {
      const excluded = demanding(strength(), { exclude: policySide({ roleIds: [roleTemplateId] }) });
      expect(judge({ ...eligible(), 'conditional-access': [excluded] }).verdict).toBe('fail');
    });

    it('fails for a role over an administrative unit, which no policy for a role reaches', () => {
      expect(judge({ ...eligible('/administrativeUnits/1'), 'conditional-access': [ofRole] }).verdict).toBe('fail');
    });
  });

  it('is not-applicable without a tier-0 or tier-1 administrator', () => {
    const none = { 'directory-roles': [], 'role-schedules': [] };
    expect(judge(none).verdict).toBe('not-applicable');
  });

  it('is not-applicable without Entra ID P1', () => {
    expect(judge({ licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'conditional-access': needsLicense }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'directory-roles', 'conditional-access'])('is unknown when %s cannot be read', (surface) => {
    expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});

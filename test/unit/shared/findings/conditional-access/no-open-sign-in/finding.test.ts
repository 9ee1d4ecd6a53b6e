import { describe, expect, it } from 'vitest';
import { noOpenSignIn } from '#shared/findings/conditional-access/no-open-sign-in/finding.ts';
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
  roleHolder,
  roleSchedule,
  user,
  userId,
  users,
} from '#test/support/posture-facts.ts';
import { passingTenant } from '#test/support/passing-tenant.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(noOpenSignIn, posture(...given));
const judgmentOf = (claimId: string, ...given: Parameters<typeof posture>) =>
  judge(...given).judgments.find(({ subject }) => subject.kind === 'claim' && subject.id === claimId);
const withPolicies = (claimId: string, ...policies: ConditionalAccessPolicy[]) =>
  judgmentOf(claimId, { 'conditional-access': policies });
const windows = { include: ['windows'], exclude: [] };
const corner = [
  policy({ name: 'MFA on Windows', platforms: windows }),
  policy({
    policyId: 'policy-2',
    name: 'MFA for Office',
    applications: { ...policy().applications, everything: false, include: ['Office365'] },
  }),
];

describe('conditional-access.no-open-sign-in', () => {
  it('passes for each claim when every sign-in is proved to be covered', () => {
    const { verdict, judgments } = judgeFinding(noOpenSignIn, passingTenant());
    expect(judgments.map((each) => [each.subject.kind, each.verdict])).toEqual(
      Array.from({ length: 10 }, () => ['claim', 'pass']),
    );
    expect(verdict).toBe('pass');
    expect(judgments[0]?.reason).toBe('It is proved that every sign-in needs MFA.');
  });

  it('fails with the sign-in that gets through a corner between two policies', () => {
    expect(withPolicies('mfa-everywhere', ...corner)).toMatchObject({
      verdict: 'fail',
      reason:
        '5 users get in (members: Person 1, Person 2, Person 3, Person 4, and Person 5), for example: Person 1 signs in to any application but Office 365, from a browser on macOS, anywhere: no policy asks for MFA.',
      usersAffected: 5,
      evidence: { answer: 'open', classesTotal: 1, classes: [{ kind: 'member', needs: [[]] }], exclusions: [] },
    });
  });

  it('warns when a sign-in gets in with a capability', () => {
    const avoidable = policy({ grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }) });
    expect(withPolicies('mfa-everywhere', avoidable)).toMatchObject({
      verdict: 'warn',
      reason:
        '5 users get in with a compliant device (members: Person 1, Person 2, Person 3, Person 4, and Person 5), for example: Person 1 signs in to any application, from a browser on Windows, anywhere, with a compliant device: no policy asks for MFA.',
    });
  });

  it('names the exclusions that nothing makes up for, and no others', () => {
    const excluded = policySide({ userIds: [userId(4), userId(5)] });
    const forFive = policy({
      policyId: 'policy-2',
      name: 'MFA for five',
      include: policySide({ userIds: [userId(5)] }),
    });
    const evidence = withPolicies('mfa-everywhere', policy({ exclude: excluded }), forFive)?.evidence;
    expect(evidence).toMatchObject({
      exclusions: [{ policy: 'MFA for everybody', people: { total: 1, first: [user(4).upn] } }],
    });
    expect(withPolicies('mfa-everywhere', ...corner)?.evidence).toMatchObject({ exclusions: [] });
  });

  it('names an exclusion without which policies would cover somebody together', () => {
    const others = policy({
      policyId: 'policy-2',
      name: 'MFA elsewhere',
      platforms: { include: ['all'], exclude: ['windows'] },
      exclude: policySide({ userIds: [userId(3)] }),
    });
    expect(withPolicies('mfa-everywhere', policy({ platforms: windows }), others)).toMatchObject({
      verdict: 'fail',
      usersAffected: 1,
      evidence: { exclusions: [{ policy: 'MFA elsewhere', people: { first: [user(3).upn] } }] },
    });
  });

  it('counts guests, whom no MFA number counts', () => {
    const guest = user(6, { userType: 'guest', upn: 'ann_bolt.example#EXT#@acme.example' });
    const facts = {
      users: [...users(5), guest],
      'conditional-access': [policy({ exclude: policySide({ guests: true }) })],
    };
    expect(judgmentOf('mfa-everywhere', facts)).toMatchObject({
      verdict: 'fail',
      usersAffected: 1,
      reason:
        '1 user gets in (guests: Person 6), for example: Person 6 signs in to any application, from a browser on Windows, anywhere: no policy asks for MFA.',
    });
  });

  it('says who gets in after a role that the policy excludes was activated', () => {
    const { roleTemplateId } = roleHolder(1);
    const facts = {
      'directory-roles': [],
      'role-schedules': [roleSchedule(2, { kind: 'eligible' })],
      'conditional-access': [policy({ exclude: policySide({ roleIds: [roleTemplateId] }) })],
    };
    expect(judgmentOf('mfa-admins', facts)).toMatchObject({
      verdict: 'fail',
      privileged: true,
      reason:
        '1 user gets in (members: Person 2), for example: Person 2, with Global Administrator active, signs in to any application, from a browser on Windows, anywhere: no policy asks for MFA.',
    });
  });

  it('names technicians of service providers, whom the directory does not list', () => {
    const members = policy({ exclude: policySide({ guests: true, guestTypes: ['serviceProvider'] }) });
    expect(withPolicies('providers-covered', members)).toMatchObject({
      verdict: 'fail',
      usersAffected: 0,
      reason:
        'Somebody outside the directory gets in (technicians of service providers), for example: A technician of a service provider signs in to any application, from a browser on Windows, anywhere: no policy asks for MFA.',
    });
  });

  it('is unknown for a claim that rests on what cannot be read', () => {
    const unread = policy({ applications: { ...policy().applications, exclude: ['NewBundle'] } });
    expect(withPolicies('mfa-everywhere', unread)).toMatchObject({
      verdict: 'unknown',
      reason:
        'It is not known whether every sign-in needs MFA, because something that a policy names could not be read.',
    });
  });

  it('is not-applicable for risks without P2, and for administrators without one', () => {
    expect(judgmentOf('risky-users-answered', {})).toMatchObject({
      verdict: 'not-applicable',
      reason: 'The tenant does not have Microsoft Entra ID P2.',
    });
    expect(judgmentOf('mfa-admins', { 'directory-roles': [], 'role-schedules': [] })).toMatchObject({
      verdict: 'not-applicable',
    });
  });

  it('is not-applicable without Entra ID P1, and under Security Defaults', () => {
    expect(judge({ licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'conditional-access': needsLicense }).verdict).toBe('not-applicable');
    expect(judge({ 'security-defaults': [{ isEnabled: true }] }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'directory-roles', 'role-schedules', 'conditional-access'])(
    'is unknown when %s cannot be read',
    (surface) => {
      expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
    },
  );

  it('keeps a policy that names an application by its id apart from others', () => {
    const one = policy({ applications: { ...policy().applications, exclude: [applicationId(1)] } });
    expect(withPolicies('mfa-everywhere', one)?.reason).toMatch(
      /signs in to an application that the policy “MFA for everybody” names/,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { enforcedForAdmins } from '#shared/findings/mfa/enforced-for-admins/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import {
  needsAccess,
  policy,
  policySide,
  posture,
  roleHolder,
  roleSchedule,
  userId,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(enforcedForAdmins, posture(...given));
const verdict = (...given: Parameters<typeof posture>) => judge(...given).verdict;
const forRoles = policy({ include: policySide({ roleIds: [globalAdministrator] }) });
const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const securityReader = '5d6b6bb7-de71-4623-b4af-96380a352509';

describe('mfa.enforced-for-admins', () => {
  it('passes where a policy for the role covers its holders, whatever the others do', () => {
    expect(judge({ 'conditional-access': [forRoles] })).toMatchObject({
      verdict: 'pass',
      reason: 'MFA is enforced for 2 of 2 administrators',
    });
  });

  it('fails where nothing covers them', () => {
    expect(verdict({ 'conditional-access': [policy({ include: policySide({ userIds: [userId(3)] }) })] })).toBe('fail');
  });

  it('warns where only some roles are covered', () => {
    const roles = [roleHolder(1), roleHolder(2, { roleTemplateId: exchangeAdministrator })];
    expect(verdict({ 'directory-roles': roles, 'role-schedules': [], 'conditional-access': [forRoles] })).toBe('warn');
  });

  it('warns where the policy for the role only reports', () => {
    expect(verdict({ 'conditional-access': [{ ...forRoles, state: 'report-only' as const }] })).toBe('warn');
  });

  it('matches roles by template id, whatever they are called here', () => {
    const roles = [1, 2].map((number) => roleHolder(number, { roleName: 'Globaler Administrator' }));
    expect(verdict({ 'directory-roles': roles, 'conditional-access': [forRoles] })).toBe('pass');
    expect(verdict({ 'directory-roles': roles, 'conditional-access': [] })).toBe('fail');
  });

  it('asks for tier 0 and tier 1, not for a reader of tier 2', () => {
    const roles = [roleHolder(1), roleHolder(3, { roleTemplateId: securityReader })];
    const covered = policy({ include: policySide({ userIds: [userId(1)] }) });
    expect(verdict({ 'directory-roles': roles, 'role-schedules': [], 'conditional-access': [covered] })).toBe('pass');
  });

  it('asks for those who may only activate a role, whom a policy for roles does not cover yet', () => {
    const eligible = roleSchedule(3, { kind: 'eligible' });
    const given = { 'role-schedules': [roleSchedule(1), roleSchedule(2), eligible], 'conditional-access': [forRoles] };
    expect(verdict(given)).toBe('warn');
  });

  it('does not let a role within an administrative unit count as covered', () => {
    const roles = [roleHolder(1), roleHolder(2, { directoryScopeId: '/administrativeUnits/1' })];
    expect(verdict({ 'directory-roles': roles, 'role-schedules': [], 'conditional-access': [forRoles] })).toBe('warn');
  });

  it('counts members of a group that holds the role', () => {
    const viaGroup = roleHolder(3, { viaGroupId: 'group-1' });
    const given = { 'directory-roles': [roleHolder(1), viaGroup], 'role-schedules': [] };
    expect(judge({ ...given, 'conditional-access': [] }).judgments[0]?.usersAffected).toBe(2);
  });

  it('passes with Security Defaults', () => {
    expect(verdict({ 'security-defaults': [{ isEnabled: true }], 'conditional-access': [] })).toBe('pass');
  });

  it('does not apply where nobody holds such a role', () => {
    expect(verdict({ 'directory-roles': [], 'role-schedules': [] })).toBe('not-applicable');
  });

  it.each(['users', 'directory-roles', 'conditional-access', 'security-defaults', 'per-user-mfa'])(
    'is unknown where nobody is covered and %s cannot be read',
    (surface) => {
      expect(verdict({ 'conditional-access': [] }, { [surface]: needsAccess })).toBe('unknown');
    },
  );
});

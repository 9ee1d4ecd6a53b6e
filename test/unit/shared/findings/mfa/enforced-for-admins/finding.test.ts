import { describe, expect, it } from 'vitest';
import { enforcedForAdmins } from '#shared/findings/mfa/enforced-for-admins/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import {
  needsAccess,
  needsLicense,
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
  it('passes when a policy for the role covers its holders', () => {
    expect(judge({ 'conditional-access': [forRoles] })).toMatchObject({
      verdict: 'pass',
      reason: 'Multi-factor authentication is enforced for 2 of 2 administrators.',
    });
  });

  it('fails when nothing covers the administrators', () => {
    expect(verdict({ 'conditional-access': [policy({ include: policySide({ userIds: [userId(3)] }) })] })).toBe('fail');
  });

  it('warns when only some roles are covered', () => {
    const roles = [roleHolder(1), roleHolder(2, { roleTemplateId: exchangeAdministrator })];
    expect(verdict({ 'directory-roles': roles, 'role-schedules': [], 'conditional-access': [forRoles] })).toBe('warn');
  });

  it('warns when the policy for the role is report-only', () => {
    expect(verdict({ 'conditional-access': [{ ...forRoles, state: 'report-only' as const }] })).toBe('warn');
  });

  it('matches roles by template id, not by name', () => {
    const roles = [1, 2].map((number) => roleHolder(number, { roleName: 'Globaler Administrator' }));
    expect(verdict({ 'directory-roles': roles, 'conditional-access': [forRoles] })).toBe('pass');
    expect(verdict({ 'directory-roles': roles, 'conditional-access': [] })).toBe('fail');
  });

  it('judges tier 0 and tier 1, not tier 2', () => {
    const roles = [roleHolder(1), roleHolder(3, { roleTemplateId: securityReader })];
    const covered = policy({ include: policySide({ userIds: [userId(1)] }) });
    expect(verdict({ 'directory-roles': roles, 'role-schedules': [], 'conditional-access': [covered] })).toBe('pass');
  });

  it('counts eligible administrators, whom a policy for roles does not cover', () => {
    const eligible = roleSchedule(3, { kind: 'eligible' });
    const given = { 'role-schedules': [roleSchedule(1), roleSchedule(2), eligible], 'conditional-access': [forRoles] };
    expect(verdict(given)).toBe('warn');
  });

  it('does not count a role scoped to an administrative unit as covered', () => {
    const roles = [roleHolder(1), roleHolder(2, { directoryScopeId: '/administrativeUnits/1' })];
    expect(verdict({ 'directory-roles': roles, 'role-schedules': [], 'conditional-access': [forRoles] })).toBe('warn');
  });

  it('counts members of a group that holds the role', () => {
    const viaGroup = roleHolder(3, { viaGroupId: 'group-1' });
    const given = { 'directory-roles': [roleHolder(1), viaGroup], 'role-schedules': [] };
    expect(judge({ ...given, 'conditional-access': [] }).judgments[0]?.usersAffected).toBe(2);
  });

  it('is unknown instead of passing while nobody can say who may activate a role', () => {
    const unread = { 'role-schedules': needsAccess };
    expect(verdict({ 'conditional-access': [forRoles] }, unread)).toBe('unknown');
    expect(verdict({ 'conditional-access': [] }, unread)).toBe('fail');
    expect(verdict({ 'directory-roles': [], 'conditional-access': [] }, unread)).toBe('unknown');
  });

  it('passes without role schedules when MFA is enforced for everybody, or without the plan for them', () => {
    expect(verdict({}, { 'role-schedules': needsAccess })).toBe('pass');
    expect(verdict({ 'conditional-access': [forRoles] }, { 'role-schedules': needsLicense })).toBe('pass');
  });

  it('passes with Security Defaults', () => {
    expect(verdict({ 'security-defaults': [{ isEnabled: true }], 'conditional-access': [] })).toBe('pass');
  });

  it('is not-applicable when nobody holds such a role', () => {
    expect(verdict({ 'directory-roles': [], 'role-schedules': [] })).toBe('not-applicable');
  });

  it.each(['users', 'directory-roles', 'conditional-access', 'security-defaults', 'per-user-mfa'])(
    'is unknown when nobody is covered and %s cannot be read',
    (surface) => {
      expect(verdict({ 'conditional-access': [] }, { [surface]: needsAccess })).toBe('unknown');
    },
  );
});

import { describe, expect, it } from 'vitest';
import { findingOf } from '#shared/findings/index.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import { mfaOfPrivileged, mfaOfUsers } from '#shared/posture/mfa-numbers.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import {
  group,
  groupId,
  legacyBlock,
  policy,
  policySide,
  posture,
  registration,
  roleHolder,
  roleSchedule,
  user,
  users,
} from '#test/support/posture-facts.ts';

/** Cases that other products get wrong (field.md B2 and B3). */
const judge = (id: string, facts: StoredFacts) => {
  const finding = findingOf(id);
  if (finding === undefined) throw new Error(`there is no finding ${id}`);
  return judgeFinding(finding, posture(facts));
};
const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const everybody = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe('localized role names', () => {
  const roles = (templateId: string, roleName: string) => ({
    'directory-roles': [1, 2, 3, 4, 5].map((number) => roleHolder(number, { roleTemplateId: templateId, roleName })),
    'role-schedules': [1, 2, 3, 4, 5].map((number) => roleSchedule(number, { roleTemplateId: templateId })),
  });

  it('do not matter, because roles are matched by template id', () => {
    const localized = roles(globalAdministrator, 'Globaler Administrator');
    expect(judge('admins.global-admin-count-in-range', localized)).toMatchObject({ verdict: 'warn' });
    expect(judge('mfa.every-admin-capable', localized)).toMatchObject({ assessed: 5 });
    const misnamed = roles(exchange, 'Global Administrator');
    expect(judge('admins.global-admin-count-in-range', misnamed)).toMatchObject({ verdict: 'fail' });
  });
});

describe('PIM activations', () => {
  const activated = {
    'directory-roles': [1, 2, 3, 4, 5].map((number) => roleHolder(number)),
    'role-schedules': [
      roleSchedule(1),
      roleSchedule(2),
      ...[3, 4, 5].map((number) => roleSchedule(number, { kind: 'activated', endAt: '2026-11-22T20:00:00.000Z' })),
    ],
  };

  it('are not counted as permanent assignments', () => {
    expect(judge('admins.global-admin-count-in-range', activated)).toMatchObject({ verdict: 'pass' });
  });

  it('make their holders privileged, as eligibilities do', () => {
    expect(judge('mfa.every-admin-capable', activated).assessed).toBe(5);
    const eligible = { 'directory-roles': [], 'role-schedules': [roleSchedule(3, { kind: 'eligible' })] };
    expect(judge('mfa.every-admin-capable', eligible).assessed).toBe(1);
  });

  it('that have ended do not count', () => {
    const over = { 'directory-roles': [], 'role-schedules': [roleSchedule(3, { endAt: '2026-11-22T11:59:59.000Z' })] };
    expect(judge('mfa.every-admin-capable', over).assessed).toBe(0);
  });
});

describe('groups that hold roles', () => {
  it('make each member an administrator, and are not counted themselves', () => {
    const viaGroup = [1, 2, 3].map((number) => roleHolder(number, { viaGroupId: groupId(1) }));
    const theGroup = roleHolder(9, { principalId: groupId(1), principalType: 'group' });
    const facts = { 'directory-roles': [theGroup, ...viaGroup], 'role-schedules': [] };
    expect(judge('admins.global-admin-count-in-range', facts)).toMatchObject({
      verdict: 'pass',
      reason: '3 users hold Global Administrator permanently: Person 1, Person 2, and Person 3.',
    });
    expect(mfaOfPrivileged(posture(facts)).of).toBe(3);
  });
});

describe('disabled and guest users', () => {
  const facts = {
    users: [...users(3), user(4, { accountEnabled: false }), user(5, { userType: 'guest' })],
    'directory-roles': [1, 2, 4, 5].map((number) => roleHolder(number)),
    'role-schedules': [],
    'mfa-registrations': [1, 2, 3].map((number) => registration(number)),
  };

  it('are not counted in any MFA number', () => {
    expect(mfaOfUsers(posture(facts))).toMatchObject({ of: 3, capable: 3, enforced: 3 });
    expect(mfaOfPrivileged(posture(facts))).toMatchObject({ of: 2, capable: 2 });
    expect(judge('mfa.every-user-capable', facts)).toMatchObject({ verdict: 'pass', assessed: 3 });
  });

  it('as Global Administrators: a guest counts, a disabled account does not', () => {
    expect(judge('admins.global-admin-count-in-range', facts)).toMatchObject({
      verdict: 'pass',
      reason: '3 users hold Global Administrator permanently: Person 1, Person 2, and Person 5; 1 of them is a guest.',
    });
  });
});

describe('report-only policies', () => {
  const reporting = {
    'conditional-access': [policy({ state: 'report-only' }), legacyBlock({ state: 'report-only' })],
  };

  it.each([
    'mfa.enforced-for-all-users',
    'mfa.enforced-for-admins',
    'conditional-access.baseline-present',
    'conditional-access.legacy-auth-blocked',
  ])('enforce nothing, and warn: %s', (id) => {
    expect(judge(id, reporting).verdict).toBe('warn');
    expect(mfaOfUsers(posture(reporting)).enforced).toBe(0);
  });
});

describe('40 % exclusion groups', () => {
  const facts = (excluded: number) => ({
    users: users(10),
    'mfa-registrations': everybody(10).map((number) => registration(number)),
    'conditional-access': [
      policy({ exclude: policySide({ groupIds: [groupId(1)] }) }),
      legacyBlock({ exclude: policySide({ groupIds: [groupId(1)] }) }),
      group(1, everybody(10).slice(10 - excluded)),
    ],
  });

  it('leave 40 % of the users without MFA, so the finding does not pass', () => {
    expect(judge('mfa.enforced-for-all-users', facts(4))).toMatchObject({
      verdict: 'warn',
      reason: 'Multi-factor authentication is enforced for 6 of 10 users.',
      judgments: [{ usersAffected: 4, evidence: { notEnforced: { total: 4 } } }],
    });
    expect(judge('conditional-access.legacy-auth-blocked', facts(4))).toMatchObject({
      verdict: 'warn',
      reason:
        '4 users are not covered by the policy that blocks legacy authentication: Person 10, Person 7, Person 8, and Person 9.',
    });
  });

  it('that are empty exclude nobody', () => {
    expect(judge('mfa.enforced-for-all-users', facts(0)).verdict).toBe('pass');
  });

  it('do not matter when another policy covers their members', () => {
    const both = facts(4);
    const second = policy({ policyId: 'second', include: policySide({ groupIds: [groupId(1)] }) });
    expect(
      judge('mfa.enforced-for-all-users', {
        ...both,
        'conditional-access': [...both['conditional-access'], second],
      }).verdict,
    ).toBe('pass');
  });
});

import { describe, expect, it } from 'vitest';
import { globalAdminCountInRange } from '#shared/findings/admins/global-admin-count-in-range/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import {
  needsAccess,
  needsLicense,
  posture,
  roleHolder,
  roleSchedule,
  user,
  users,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(globalAdminCountInRange, posture(...given));
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const admins = (count: number) => ({
  users: users(12),
  'directory-roles': numbers(count).map((number) => roleHolder(number)),
  'role-schedules': [],
});

describe('admins.global-admin-count-in-range', () => {
  it.each([
    [0, 'fail'],
    [1, 'warn'],
    [2, 'pass'],
    [4, 'pass'],
    [5, 'warn'],
    [8, 'warn'],
    [9, 'fail'],
  ])('with %i Global Administrators is %s', (count, verdict) => {
    expect(judge(admins(count)).verdict).toBe(verdict);
  });

  it('counts a person once who holds the role in several ways', () => {
    const twice = [roleHolder(1), roleHolder(1, { viaGroupId: 'group-1' }), roleHolder(2)];
    expect(judge({ 'directory-roles': twice }).reason).toContain('2 users hold Global Administrator');
  });

  it('counts guests and members of a group, and not disabled accounts, groups or service principals', () => {
    const given = {
      users: [user(1, { userType: 'guest' }), user(2), user(3, { accountEnabled: false })],
      'directory-roles': [
        roleHolder(1),
        roleHolder(2, { viaGroupId: 'group-1' }),
        roleHolder(3),
        roleHolder(4, { principalType: 'group' }),
        roleHolder(5, { principalType: 'servicePrincipal' }),
      ],
      'role-schedules': [],
    };
    expect(judge(given)).toMatchObject({
      verdict: 'pass',
      reason: '2 users hold Global Administrator permanently: Person 1 and Person 2; 1 of them is a guest.',
      judgments: [{ facts: { values: { admins: 2, guests: 1 } } }],
    });
  });

  it('counts an assignment with an end date, and not an activation', () => {
    const given = {
      'directory-roles': [roleHolder(1), roleHolder(2), roleHolder(3)],
      'role-schedules': [
        roleSchedule(1),
        roleSchedule(2, { endAt: '2027-01-01T00:00:00.000Z' }),
        roleSchedule(3, { kind: 'activated', endAt: '2026-11-22T16:00:00.000Z' }),
      ],
    };
    expect(judge(given).reason).toContain('2 users hold Global Administrator');
  });

  it.each([needsLicense, needsAccess])('counts every assignment when schedules are $state, and says so', (state) => {
    const given = { ...admins(3), 'role-schedules': [roleSchedule(3, { kind: 'activated' })] };
    expect(judge(given, { 'role-schedules': state })).toMatchObject({
      verdict: 'pass',
      reason:
        '3 users hold Global Administrator permanently: Person 1, Person 2, and Person 3; activations cannot be told apart in this tenant, so every assignment counts.',
    });
  });

  it('matches the role by its template id, not by its name', () => {
    const named = [
      roleHolder(1, { roleName: 'Administrateur général' }),
      roleHolder(2, { roleTemplateId: 'other', roleName: 'Global Administrator' }),
    ];
    expect(judge({ 'directory-roles': named, 'role-schedules': [] }).verdict).toBe('warn');
  });

  it.each(['users', 'directory-roles'])('is unknown when %s cannot be read', (surface) => {
    expect(judge(admins(0), { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});

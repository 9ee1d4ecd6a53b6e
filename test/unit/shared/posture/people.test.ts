import { describe, expect, it } from 'vitest';
import { mfaDenominator, privilegedDenominator } from '#shared/posture/people.ts';
import { directorySynchronizationAccounts } from '#shared/posture/role-tiers.ts';
import {
  license,
  needsAccess,
  policy,
  policySide,
  posture,
  roleHolder,
  roleSchedule,
  seat,
  user,
  userId,
} from '#test/support/posture-facts.ts';

const count = (...given: Parameters<typeof posture>) => mfaDenominator(posture(...given)).length;
const second = (broken: Parameters<typeof user>[1]) => count({ users: [user(1), user(2, broken)] });
const teamsSku = 'dddddddd-0000-4000-8000-000000000001';

describe('the MFA denominator', () => {
  it('contains the enabled members', () => {
    expect(count()).toBe(5);
  });

  it.each<[string, Parameters<typeof user>[1]]>([
    ['a disabled account', { accountEnabled: false }],
    ['a guest', { userType: 'guest' }],
    ['a disabled guest', { accountEnabled: false, userType: 'guest' }],
    ['an account of directory synchronization, by name', { upn: 'Sync_DC01_1a2b@acme.example' }],
    ['a package account', { upn: 'package_1a2b3c4d-0000-4000-8000-000000000001@acme.example' }],
    ['a hire of the future', { employeeHireAt: '2026-12-01T00:00:00.000Z' }],
    ['a Teams resource account', { licenses: [seat('440eaaa8-b3e0-484b-a8be-62870b9ba70a')] }],
  ])('leaves out %s', (_what, broken) => {
    expect(second(broken)).toBe(1);
  });

  it.each<[string, Parameters<typeof user>[1]]>([
    ['somebody without a license', { licenses: [] }],
    ['somebody who was hired', { employeeHireAt: '2026-11-01T00:00:00.000Z' }],
    ['somebody whose name only begins like a machine', { upn: 'synced.person@acme.example' }],
    ['somebody from an on-premises directory', { isSynced: true }],
  ])('contains %s', (_what, broken) => {
    expect(second(broken)).toBe(2);
  });

  it('leaves out shared, room and equipment mailboxes if their purpose is known', () => {
    const purposes = (['shared', 'room', 'equipment', 'user', 'none'] as const).map((purpose, at) => ({
      userId: userId(at + 1),
      purpose,
      askedOn: '2026-11-20',
    }));
    expect(count({ 'mailbox-settings': purposes })).toBe(2);
    expect(count({ 'mailbox-settings': [] }, { 'mailbox-settings': needsAccess })).toBe(5);
  });

  it('leaves out users with a virtual-user plan under another SKU id', () => {
    const licenses = [license({ skuId: teamsSku, partNumber: 'PHONESYSTEM_VIRTUALUSER_GOV' })];
    expect(count({ users: [user(1), user(2, { licenses: [seat(teamsSku)] })], licenses })).toBe(1);
  });

  it('leaves out directory synchronization accounts by role, whatever the name of the role', () => {
    const roles = [roleHolder(2, { roleTemplateId: directorySynchronizationAccounts, roleName: 'Konten' })];
    expect(count({ 'directory-roles': roles, 'role-schedules': [] })).toBe(4);
  });

  describe('leaves out break-glass accounts', () => {
    const leaving = (...numbers: number[]) => ({
      'conditional-access': [policy({ exclude: policySide({ userIds: numbers.map(userId) }) })],
    });
    const roles = (...numbers: number[]) => ({
      'directory-roles': numbers.map((number) => roleHolder(number)),
      'role-schedules': numbers.map((number) => roleSchedule(number)),
    });

    it('that an admin marked', () => {
      expect(count({}, {}, [userId(5)])).toBe(4);
    });

    it('that every policy for all users excludes, if none is marked', () => {
      expect(count(leaving(1, 2))).toBe(3);
      expect(count(leaving(1, 2), {}, [userId(5)])).toBe(4);
    });

    it.each([
      ['not a Global Admin', count({ ...leaving(3) }), 5],
      [
        'eligible, not standing',
        count({ ...leaving(1), ...roles(2), 'role-schedules': [roleSchedule(1, { kind: 'eligible' })] }),
        5,
      ],
      ['synced', count({ ...leaving(1), users: [user(1, { isSynced: true }), user(2)] }), 2],
      [
        'left out by one policy only',
        count({ 'conditional-access': [...leaving(1)['conditional-access'], policy({ policyId: 'other' })] }),
        5,
      ],
      [
        'left out where no policy is for all users',
        count({
          'conditional-access': [
            policy({ include: policySide({ userIds: [userId(3)] }), exclude: policySide({ userIds: [userId(1)] }) }),
          ],
        }),
        5,
      ],
      ['three of them', count({ ...leaving(1, 2, 3), ...roles(1, 2, 3) }), 5],
    ])('but not an account that is %s', (_what, counted, wanted) => {
      expect(counted).toBe(wanted);
    });
  });

  it('contains privileged users of any tier, standing or eligible, and no guests', () => {
    const given = {
      'directory-roles': [
        roleHolder(1),
        roleHolder(2, { roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509' }),
        roleHolder(3, { roleTemplateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b' }),
      ],
      'role-schedules': [roleSchedule(4, { kind: 'eligible' })],
    };
    expect(privilegedDenominator(posture(given)).map(({ userId: id }) => id)).toEqual([1, 2, 4].map(userId));
  });
});

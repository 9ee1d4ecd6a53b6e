import { describe, expect, it } from 'vitest';
import { caller } from '#test/support/numbered-msps.ts';
import {
  groupId,
  needsAccess,
  needsLicense,
  policy,
  policySide,
  roleHolder,
  roleSchedule,
  user,
  userId,
  users,
} from '#test/support/posture-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const exchangeAdministrator = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const securityReader = '5d6b6bb7-de71-4623-b4af-96380a352509';

const suite = viewSuite({
  customers: ['one', 'other', 'two', 'none'],
  tenants: {
    1: ['One', 'one.example', 'other.example'],
    2: ['Two', 'two.example'],
    3: ['Second of two', 'two.example'],
  },
});

const adminsOf = (name: string, as = caller('viewer')) => suite.read('admins', name, as);

/** 1: permanent. 2: until a date. 3: activated. 4: eligible. 5: through a group. 6: guest. 7: disabled. */
const everyAssignment = {
  users: [
    user(1, { lastSuccessfulSignInAt: '2026-11-20T08:00:00.000Z' }),
    user(2, { lastSuccessfulSignInAt: null, isSynced: true }),
    ...users(5).slice(2),
    user(6, { userType: 'guest' }),
    user(7, { accountEnabled: false }),
  ],
  'directory-roles': [
    roleHolder(1, { roleName: 'Globaler Administrator' }),
    roleHolder(2),
    roleHolder(3, { roleTemplateId: exchangeAdministrator, roleName: 'Exchange-Administrator' }),
    roleHolder(5, { roleTemplateId: exchangeAdministrator, viaGroupId: groupId(1) }),
    roleHolder(1, {
      principalId: groupId(1),
      principalType: 'group',
      principalName: 'Mail team',
      roleTemplateId: exchangeAdministrator,
    }),
    roleHolder(6, { roleTemplateId: securityReader }),
    roleHolder(7, { roleTemplateId: securityReader }),
    roleHolder(8, { principalType: 'servicePrincipal', principalName: 'Backup' }),
  ],
  'role-schedules': [
    roleSchedule(1),
    roleSchedule(2, { endAt: '2027-01-01T00:00:00.000Z' }),
    roleSchedule(3, {
      kind: 'activated',
      roleTemplateId: exchangeAdministrator,
      endAt: '2026-11-22T20:00:00.000Z',
    }),
    roleSchedule(3, { scheduleId: 'eligible-3', kind: 'eligible', roleTemplateId: exchangeAdministrator }),
    roleSchedule(4, { kind: 'eligible', roleTemplateId: securityReader }),
    roleSchedule(5, { roleTemplateId: exchangeAdministrator, viaGroupId: groupId(1) }),
  ],
  'conditional-access': [policy({ exclude: policySide({ userIds: [userId(1)] }) })],
} as const;

describe('GET /v1/customers/{customerId}/admins', () => {
  it('distinguishes permanent, time-bound, activated and eligible by role and tier', async () => {
    await suite.book.judge(1, everyAssignment);
    const { body } = await adminsOf('one');
    expect(body.counts).toEqual({
      privileged: 5,
      permanent: 2,
      timeBound: 1,
      activated: 1,
      eligible: 1,
      tier0: 2,
      tier1: 2,
      tier2: 1,
      synced: 1,
      globalAdministrators: 2,
      guests: 1,
      disabled: 1,
    });
    expect(body.schedulesKnown).toBe(true);
    expect(body.roles).toEqual([
      {
        templateId: '62e90394-69f5-4237-9190-012177145e10',
        name: 'Global Administrator',
        tier: 0,
        permanent: 1,
        timeBound: 1,
        activated: 0,
        eligible: 0,
        guests: 0,
        disabled: 0,
      },
      {
        templateId: exchangeAdministrator,
        name: 'Exchange Administrator',
        tier: 1,
        permanent: 1,
        timeBound: 0,
        activated: 1,
        eligible: 0,
        guests: 0,
        disabled: 0,
      },
      {
        templateId: securityReader,
        name: 'Security Reader',
        tier: 2,
        permanent: 0,
        timeBound: 0,
        activated: 0,
        eligible: 1,
        guests: 1,
        disabled: 1,
      },
    ]);
    expect(body.surfaces).toMatchObject({ users: { state: 'ok' }, 'role-schedules': { state: 'ok' } });
  });

  it('lists all users by tier, with localized role names, groups, disabled users and guests', async () => {
    const { body } = await adminsOf('one');
    expect(body.adminsTotal).toBe(7);
    expect(
      body.admins.map(({ name, assignment }: { name: string; assignment: string }) => `${name} ${assignment}`),
    ).toEqual([
      'Person 1 permanent',
      'Person 2 time-bound',
      'Person 5 permanent',
      'Person 3 activated',
      'Person 6 permanent',
      'Person 7 permanent',
      'Person 4 eligible',
    ]);
    expect(body.admins).toMatchObject([
      {
        roles: [{ name: 'Global Administrator', isDirect: true, groups: [], endAt: null }],
        breakGlass: 'inferred',
        signIn: { state: 'signed-in', lastSuccessfulAt: '2026-11-20T08:00:00.000Z' },
      },
      { roles: [{ endAt: '2027-01-01T00:00:00.000Z' }], synced: true, signIn: { state: 'none-on-record' } },
      {
        roles: [
          { name: 'Exchange Administrator', isDirect: false, groups: [{ groupId: groupId(1), name: 'Mail team' }] },
        ],
        breakGlass: null,
        signIn: { state: 'not-read', lastSuccessfulAt: null },
      },
      { roles: [{ assignment: 'activated', endAt: '2026-11-22T20:00:00.000Z' }] },
      { guest: true, enabled: true },
      { guest: false, enabled: false },
      { roles: [{ assignment: 'eligible' }] },
    ]);
    expect(body.breakGlass).toMatchObject([{ userId: userId(1), name: 'Person 1', basis: 'inferred', enabled: true }]);
    expect(body.applications).toMatchObject([{ name: 'Backup', roles: [{ name: 'Global Administrator', tier: 0 }] }]);
  });

  it('counts every assignment as standing when schedules cannot be read', async () => {
    await suite.book.judge(1, everyAssignment, { 'role-schedules': needsLicense });
    const { body } = await adminsOf('one');
    expect(body).toMatchObject({
      schedulesKnown: false,
      counts: { permanent: 4, timeBound: 0, activated: 0, eligible: 0 },
      surfaces: { 'role-schedules': { state: 'needs-license' } },
    });
  });

  it('shows a user only at the customer of the domain', async () => {
    await suite.book.judge(1, {
      ...everyAssignment,
      users: [user(1, { upn: 'a@one.example' }), user(2, { upn: 'b@other.example' }), user(3)],
    });
    const names = async (of: string) => (await adminsOf(of)).body.admins.map(({ name }: { name: string }) => name);
    expect(await names('one')).toEqual(['Person 1', 'Person 3']);
    expect(await names('other')).toEqual(['Person 2', 'Person 3']);
  });

  it('adds up several tenants, and has no counts when one could not be read', async () => {
    await suite.book.judge(2);
    await suite.book.judge(3);
    expect((await adminsOf('two')).body).toMatchObject({ counts: { privileged: 4, tier0: 4 }, adminsTotal: 4 });
    await suite.book.judge(3, { 'directory-roles': [] }, { 'directory-roles': needsAccess });
    expect((await adminsOf('two')).body).toMatchObject({
      counts: null,
      adminsTotal: null,
      surfaces: { 'directory-roles': { state: 'needs-access' } },
    });
  });

  suite.testsNoData('admins', {
    counts: null,
    schedulesKnown: false,
    roles: [],
    admins: [],
    adminsTotal: null,
    surfaces: { users: { state: 'never-read' } },
  });
});

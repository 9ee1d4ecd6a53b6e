import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMspScope } from '#shared/access/open-scope.ts';
import type { Role } from '#shared/kernel/scope.ts';
import { directoryIdentities } from '#shared/store/directory-identities.ts';
import { directoryMsps } from '#shared/store/directory-msps.ts';
import { members } from '#shared/store/member-store.ts';
import { memberships } from '#shared/store/membership-store.ts';
import { createMspWithMembers } from '#shared/store/msp-creation.ts';
import { type Msps, msps } from '#shared/store/msp-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';

const issuer = 'https://id.example.com';

describe('memberships', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  /** An MSP whose members have all signed in. */
  const newMsp = async (...roles: readonly Role[]) => {
    const { table } = dynamoDb;
    const people = roles.map((role, at) => ({ email: `${role}-${at}@msp.example`, role }));
    const { msp, members: invited } = await createMspWithMembers(table)({ name: 'Northwind IT', people });
    const scope = openMspScope(msp.mspId);
    const store = { ...members(table), ...memberships(table) };
    for (const { memberId } of invited) await store.bind(scope, memberId, { issuer, subject: memberId });
    return { scope, store, ids: invited.map(({ memberId }) => memberId), directory: directoryIdentities(table) };
  };
  const adminIds = async (scope: Parameters<Msps['get']>[0]) => (await msps(dynamoDb.table).get(scope))?.activeAdminIds;

  it('creates an MSP, lists it and invites its first members', async () => {
    const { msp, members: invited } = await createMspWithMembers(dynamoDb.table)({
      name: 'Northwind IT',
      people: [{ email: 'ada@first.example', role: 'admin' }],
    });
    expect(await directoryMsps(dynamoDb.table).all()).toContainEqual({ mspId: msp.mspId });
    expect(await directoryIdentities(dynamoDb.table).byEmail('ada@first.example')).toEqual([
      { scope: { mspId: msp.mspId }, memberId: invited[0]?.memberId },
    ]);
    expect(invited[0]).toMatchObject({ state: 'invited', joinedAt: null });
    expect(await adminIds(openMspScope(msp.mspId))).toEqual([]);
  });

  it('binds an invited person once and deletes the invitation', async () => {
    const { scope, store, ids, directory } = await newMsp('admin');
    const person = await store.invite(scope, { email: 'new@msp.example', role: 'viewer' });
    const bound = await store.bind(scope, person.memberId, { issuer, subject: 'new' });
    expect(bound).toMatchObject({ state: 'active', joinedAt: '2026-11-22T12:00:00.000Z' });
    expect(await store.get(scope, person.memberId)).toEqual(bound);
    expect(await directory.byIdentity(issuer, 'new')).toEqual({ scope, memberId: person.memberId });
    expect(await directory.byIdentity('https://other.example.com', 'new')).toBeUndefined();
    expect(await directory.byEmail('new@msp.example')).toEqual([]);
    expect(await store.bind(scope, person.memberId, { issuer, subject: 'somebody-else' })).toBe('taken');
    expect(await adminIds(scope)).toEqual(ids);
  });

  it('binds one identity to one membership only, also in a race', async () => {
    const [a, b] = [await newMsp('admin'), await newMsp('admin')];
    const [inA, inB] = [
      await a.store.invite(a.scope, { email: 'both@msp.example', role: 'admin' }),
      await b.store.invite(b.scope, { email: 'both@msp.example', role: 'admin' }),
    ];
    expect(await a.directory.byEmail('both@msp.example')).toHaveLength(2);
    const who = { issuer, subject: 'both' };
    const results = await Promise.all([
      a.store.bind(a.scope, inA.memberId, who),
      b.store.bind(b.scope, inB.memberId, who),
    ]);
    expect(results.filter((result) => result === 'taken')).toHaveLength(1);
  });

  it('refuses an address twice in one MSP but accepts it in two', async () => {
    const [a, b] = [await newMsp('admin'), await newMsp('admin')];
    const person = { email: 'twice@msp.example', role: 'member' } as const;
    const first = await a.store.invite(a.scope, person);
    await expect(a.store.invite(a.scope, person)).rejects.toMatchObject({ code: 'MemberTaken' });
    await b.store.invite(b.scope, person);
    await a.store.remove(a.scope, first.memberId);
    expect(await a.store.invite(a.scope, person)).toMatchObject({ state: 'invited' });
  });

  it('revokes the access of a removed member', async () => {
    const { scope, store, ids, directory } = await newMsp('admin', 'member');
    const [, gone] = ids;
    if (gone === undefined) throw new Error('the MSP has two people');
    await store.remove(scope, gone);
    expect(await store.get(scope, gone)).toBeUndefined();
    expect(await directory.byIdentity(issuer, gone)).toBeUndefined();
    expect(await store.list(scope)).toHaveLength(1);
    await expect(store.remove(scope, gone)).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('refuses to remove or demote the last active admin', async () => {
    const { scope, store, ids } = await newMsp('admin', 'member');
    const [admin, other] = ids;
    if (admin === undefined || other === undefined) throw new Error('the MSP has two people');
    await store.invite(scope, { email: 'not-here-yet@msp.example', role: 'admin' });
    await expect(store.changeRole(scope, admin, 'viewer')).rejects.toMatchObject({ code: 'LastAdmin' });
    await expect(store.remove(scope, admin)).rejects.toMatchObject({ code: 'LastAdmin' });
    expect(await store.changeRole(scope, other, 'admin')).toMatchObject({ role: 'admin' });
    expect(await store.changeRole(scope, admin, 'viewer')).toMatchObject({ role: 'viewer' });
    expect(await adminIds(scope)).toEqual([other]);
  });

  it.each(['changeRole', 'remove'] as const)(
    'leaves one admin when all are removed or demoted at once (%s)',
    async (how) => {
      const { scope, store, ids } = await newMsp('admin', 'admin', 'admin');
      const results = await Promise.allSettled(
        ids.map((id) => (how === 'remove' ? store.remove(scope, id) : store.changeRole(scope, id, 'member'))),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'LastAdmin' } });
      const left = (await store.list(scope)).filter(({ role }) => role === 'admin');
      expect(left).toHaveLength(1);
      expect(await adminIds(scope)).toEqual(left.map(({ memberId }) => memberId));
    },
  );
});

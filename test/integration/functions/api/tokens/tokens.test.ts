import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/tokens/contract.ts';
import { createToken } from '#functions/api/tokens/create-token.ts';
import { listTokens } from '#functions/api/tokens/list-tokens.ts';
import { revokeToken } from '#functions/api/tokens/revoke-token.ts';
import { programPrincipal } from '#functions/operations/authorize/program.ts';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import type { MemberScope, Role } from '#shared/kernel/scope.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { accessTokens } from '#shared/store/access-token-store.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { directoryTokens } from '#shared/store/directory-tokens.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { aPrincipal } from '#test/support/gateway-request.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { mspId } from '#test/support/numbered-tenants.ts';

const memberId = (number: number) => MemberId.parse(`mem_${String(number).padStart(26, '0')}`);

describe('personal access tokens', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  let msps = 0;
  /** An MSP with one member, the API of tokens, and the decisions of the authorizer. */
  const setUp = (role: Role = 'member') => {
    msps += 1;
    const { table } = dynamoDb;
    const maker = openMemberScope(aPrincipal({ mspId: mspId(msps), memberId: memberId(1), role }));
    const other = openMemberScope(aPrincipal({ mspId: mspId(msps), memberId: memberId(2), role }));
    const membership: { of: MemberScope | undefined } = { of: maker };
    const tokens = accessTokens(table);
    let made = 0;
    const call = apiCaller(
      contract,
      { listTokens, createToken, revokeToken },
      {
        tokens,
        audit: auditLog(table),
        cursors: testCursors(),
        clock: table.clock,
        newId: table.newId,
        newToken: () => new Secret(`vct_pat_canary-${maker.mspId}-${++made}`),
      },
    );
    const create = (body: object = {}) =>
      call({ route: 'POST /v1/tokens', as: maker, body: { name: 'Report', scopes: ['posture.read'], ...body } });
    const enter = async (token: string): Promise<unknown> => {
      try {
        const deps = { clock: table.clock, audit: auditLog(table), members: { get: async () => membership.of } };
        const found = { ...tokens, ...directoryTokens(table) };
        return await programPrincipal(new Secret(token), 'request-1', { ...deps, tokens: found });
      } catch (error) {
        if (isAppError(error)) return error.code;
        throw error;
      }
    };
    const rows = async () =>
      (await auditLog(table).newest(maker, { limit: 50 })).map(({ action, outcome }) => `${action} ${outcome}`);
    return { maker, other, membership, tokens, call, create, enter, rows };
  };

  it('are shown once and grant exactly their scopes', async () => {
    const { create, call, enter, maker } = setUp();
    const { status, body, headers } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Report', role: 'member', scopes: ['posture.read'], lastUsedOn: null });
    expect(body.token).toMatch(/^vct_pat_/);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', location: `/v1/tokens/${body.tokenId}` });
    expect(await enter(body.token)).toMatchObject({
      memberId: maker.memberId,
      role: 'member',
      scopes: ['posture.read'],
    });
    const { body: list } = await call({ route: 'GET /v1/tokens', as: maker });
    expect(list.items).toEqual([expect.objectContaining({ tokenId: body.tokenId, lastUsedOn: '2026-11-22' })]);
    expect(JSON.stringify(list)).not.toContain(body.token);
  });

  it('are stored as a hash only', async () => {
    const { create } = setUp();
    const { body } = await create();
    expect(JSON.stringify(await itemsOfMsp(dynamoDb.table, ''))).not.toContain('vct_pat_');
    expect(await enterable(body.token)).toBe(true);
  });
  const enterable = async (token: string) =>
    (await directoryTokens(dynamoDb.table).find(new Secret(token))) !== undefined;

  it.each([
    ['no name', { name: ' ' }, '/name'],
    ['no scope', { scopes: [] }, '/scopes'],
    ['a scope that is none', { scopes: ['everything'] }, '/scopes/0'],
    ['the scope to make tokens', { scopes: ['tokens.manage'] }, '/scopes/0'],
    ['an end in the past', { expiresAt: '2026-11-22T11:59:59.000Z' }, '/expiresAt'],
    ['an end after 12 months', { expiresAt: '2027-11-22T12:00:00.001Z' }, '/expiresAt'],
    ['an end that is none', { expiresAt: 'next year' }, '/expiresAt'],
    ['a role', { role: 'admin' }, '/role'],
  ])('are refused with %s and nothing is stored', async (_what, body, pointer) => {
    const { create, call, maker, rows } = setUp();
    const answer = await create(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', errors: [{ in: 'body', pointer }] } });
    expect((await call({ route: 'GET /v1/tokens', as: maker })).body.items).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('expire after at most 12 months, by default after 90 days', async () => {
    const { create } = setUp();
    expect((await create({ expiresAt: '2027-11-22T12:00:00.000Z' })).status).toBe(201);
    expect((await create()).body.expiresAt).toBe('2027-02-20T12:00:00.000Z');
  });

  it('end at once when revoked, by their creator only', async () => {
    const { create, call, enter, maker, other, rows } = setUp();
    const { body } = await create();
    const revoke = (as: MemberScope) =>
      call({ route: 'DELETE /v1/tokens/{tokenId}', params: { tokenId: body.tokenId }, as });
    expect(await revoke(other)).toMatchObject({ status: 404 });
    expect(await enter(body.token)).toMatchObject({ memberId: maker.memberId });
    expect(await revoke(maker)).toMatchObject({ status: 204 });
    expect(await enter(body.token)).toBe('Unauthenticated');
    expect(await revoke(maker)).toMatchObject({ status: 404 });
    expect((await rows()).toReversed()).toEqual([
      'token.created requested',
      'token.created done',
      'token.revoked requested',
      'token.revoked failed',
      'token.used done',
      'token.revoked requested',
      'token.revoked done',
      'token.revoked requested',
      'token.revoked failed',
    ]);
  });

  it('end when they expire', async () => {
    const { create, call, enter, maker } = setUp();
    const expiresAt = new Date(dynamoDb.table.clock.now().getTime() + 3600_000).toISOString();
    const { body } = await create({ expiresAt });
    dynamoDb.table.clock.advanceSeconds(3600);
    expect(await enter(body.token)).toBe('Unauthenticated');
    expect((await call({ route: 'GET /v1/tokens', as: maker })).body.items).toEqual([]);
  });

  it('are limited by a lowered role of the creator, not extended by a raised one, and end with the membership', async () => {
    const { create, enter, maker, membership, tokens } = setUp('member');
    const { body } = await create();
    membership.of = openMemberScope({ ...maker, role: 'viewer' });
    expect(await enter(body.token)).toMatchObject({ role: 'viewer' });
    membership.of = openMemberScope({ ...maker, role: 'admin' });
    expect(await enter(body.token)).toMatchObject({ role: 'member' });
    membership.of = undefined;
    expect(await enter(body.token)).toBe('Unauthenticated');
    await tokens.revokeAllOf(maker, maker.memberId);
    expect(await enterable(body.token)).toBe(false);
  });

  it('cannot create tokens, whatever their scopes', async () => {
    const { call, maker } = setUp('admin');
    const program = openMemberScope({ ...maker, scopes: ['posture.read', 'members.manage', 'tokens.manage'] });
    for (const as of [openMemberScope({ ...maker, scopes: ['posture.read'] }), program]) {
      const body = { name: 'Another', scopes: ['posture.read'] };
      expect(await call({ route: 'POST /v1/tokens', as, body })).toMatchObject({ status: 403 });
    }
  });
});

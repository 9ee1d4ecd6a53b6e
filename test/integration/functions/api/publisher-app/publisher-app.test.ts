import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/publisher-app/contract.ts';
import { deletePublisherApp } from '#functions/api/publisher-app/delete-publisher-app.ts';
import type { Deps } from '#functions/api/publisher-app/deps.ts';
import { getPublisherApp } from '#functions/api/publisher-app/get-publisher-app.ts';
import { putPublisherApp } from '#functions/api/publisher-app/put-publisher-app.ts';
import { AppError, type ErrorCode } from '#shared/kernel/errors.ts';
import type { TenantId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryExpiry } from '#shared/store/directory-expiry.ts';
import { publisherApps } from '#shared/store/publisher-app-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { inMemoryCredentials } from '#test/support/in-memory-credentials.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, mspNumber } from '#test/support/numbered-msps.ts';
import { connectionId, newConnection, tenantId } from '#test/support/numbered-tenants.ts';

let db: TestDynamoDb;
let deps: Deps;
let send: ReturnType<typeof apiCaller>;
const secrets = inMemoryCredentials();
/** How each tenant answers; all others admit the app. */
const answers = new Map<TenantId, ErrorCode>();
const asked: TenantId[] = [];

beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  deps = {
    publisherApps: publisherApps(table),
    connections: connections(table),
    credentials: secrets,
    audit: auditLog(table),
    clock: table.clock,
    verifyCredential: async (_scope, way) => {
      asked.push(way.tenantId);
      const code = answers.get(way.tenantId);
      if (code !== undefined) throw new AppError(code, 'the token endpoint answered', { status: 400 });
    },
  };
  send = apiCaller(contract, { getPublisherApp, putPublisherApp, deletePublisherApp }, deps);
});
afterAll(() => db.stop());
beforeEach(() => {
  secrets.held.clear();
  answers.clear();
  asked.length = 0;
});

const appId = '99999999-9999-4999-8999-999999999999';
/** The tenant in which the app is registered. */
const home = tenantId(9999);
const body = (value: string, own: Record<string, unknown> = {}) => ({
  clientId: appId,
  credential: { kind: 'secret', value, expiresOn: '2027-06-30' },
  tenantId: home,
  ...own,
});
const put = (msp: number, words: unknown) =>
  send({ route: 'PUT /v1/publisher-app', as: caller('admin', { msp }), body: words });
const get = (msp: number) => send({ route: 'GET /v1/publisher-app', as: caller('admin', { msp }) });
const held = () => [...secrets.held].map(([name, each]) => [name, each.kind === 'secret' && each.value.reveal()]);

/** Connections through the app to the tenants with these numbers. */
const connected = async (msp: number, numbers: readonly number[], own: object = {}): Promise<void> => {
  for (const number of numbers) {
    const words = newConnection(number, { mode: 'publisher-app', reads: ['posture'], mailboxes: [], ...own });
    await connections(db.table).create(mspNumber(msp), words);
  }
};

describe('the publisher app', () => {
  it('is set once for all tenants and never shows its credential', async () => {
    expect(await get(1)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const { status, body: answer } = await put(1, body('the~first'));
    expect({ status, answer }).toEqual({
      status: 200,
      answer: {
        clientId: appId,
        credential: { kind: 'secret', expiresOn: '2027-06-30', state: 'valid' },
        redirectUri: 'https://api.example/v1/consent/callback',
        connections: 0,
        changedAt: '2026-11-22T12:00:00.000Z',
      },
    });
    expect((await get(1)).body).toEqual(answer);
    expect(held()).toEqual([[`${mspNumber(1).mspId}/publisher-app`, 'the~first']]);
    const stored = JSON.stringify(await itemsOfMsp(db.table, mspNumber(1).mspId));
    expect(stored).not.toContain('the~first');
    expect(stored).toContain('publisher-app.changed');
  });

  it('is managed by admins only and belongs to one MSP', async () => {
    await put(2, body('x'));
    for (const role of ['member', 'viewer'] as const) {
      const as = caller(role, { msp: 2 });
      expect(await send({ route: 'GET /v1/publisher-app', as })).toMatchObject({ status: 403 });
      expect(await send({ route: 'PUT /v1/publisher-app', as, body: body('y') })).toMatchObject({ status: 403 });
    }
    expect(await get(3)).toMatchObject({ status: 404 });
  });

  it('is verified in a tenant that admitted it before', async () => {
    await connected(4, [401, 402, 403]);
    await put(4, body('old'));
    await connections(db.table).recordCredentialState(mspNumber(4), connectionId(403), { state: 'valid' });
    asked.length = 0;
    expect(await put(4, body('new', { tenantId: undefined }))).toMatchObject({
      status: 200,
      body: { credential: { state: 'valid' }, connections: 3 },
    });
    expect(asked).toEqual([tenantId(403)]);
  });

  it.each(['SecretInvalid', 'SecretExpired', 'MicrosoftUnavailable', 'MicrosoftThrottled'] as const)(
    'keeps its old credential if a tenant answers %s to the new one',
    async (code) => {
      const msp = 10 + ['SecretInvalid', 'SecretExpired', 'MicrosoftUnavailable', 'MicrosoftThrottled'].indexOf(code);
      const number = msp * 100;
      await connected(msp, [number]);
      await put(msp, body('old'));
      answers.set(tenantId(number), code);
      const other = { clientId: '88888888-8888-4888-8888-888888888888', tenantId: undefined };
      const refused = await put(msp, body('new', other));
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(held()).toEqual([[`${mspNumber(msp).mspId}/publisher-app`, 'old']]);
      expect((await get(msp)).body.clientId).toBe(appId);
    },
  );

  it('asks at most three tenants while none knows the app', async () => {
    await connected(20, [2001, 2002, 2003, 2004]);
    for (const number of [2001, 2002, 2003, 2004]) answers.set(tenantId(number), 'AppNotFound');
    const unnamed = { tenantId: undefined };
    expect(await put(20, body('new', unnamed))).toMatchObject({ status: 422, body: { code: 'app-not-found' } });
    expect(asked).toHaveLength(3);
    expect(secrets.held.size).toBe(0);
    answers.delete(tenantId(2002));
    expect(await put(20, body('newer', unnamed))).toMatchObject({ body: { credential: { state: 'valid' } } });
  });

  it('is not stored before a tenant accepted its credential', async () => {
    expect(await put(25, body('new', { tenantId: undefined }))).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'body', pointer: '/tenantId' }] },
    });
    answers.set(home, 'SecretInvalid');
    expect(await put(25, body('new'))).toMatchObject({ status: 422, body: { code: 'secret-invalid' } });
    answers.set(home, 'AppNotFound');
    expect(await put(25, body('new'))).toMatchObject({ status: 422, body: { code: 'app-not-found' } });
    expect(secrets.held.size).toBe(0);
    expect(await get(25)).toMatchObject({ status: 404 });
  });

  it('is removed with its credential and its warnings, but not while a connection signs in through it', async () => {
    const remove = (role: 'admin' | 'member' = 'admin') =>
      send({ route: 'DELETE /v1/publisher-app', as: caller(role, { msp: 26 }) });
    expect(await remove()).toMatchObject({ status: 404 });
    await put(26, body('new'));
    await connected(26, [2601]);
    expect(await remove('member')).toMatchObject({ status: 403 });
    expect(await remove()).toMatchObject({
      status: 409,
      body: { code: 'publisher-app-in-use', detail: '1 connection signs in through the app; delete them first' },
    });
    const [connection] = await connections(db.table).list(mspNumber(26));
    if (connection !== undefined) await connections(db.table).remove(mspNumber(26), connection);
    expect(await remove()).toMatchObject({ status: 204 });
    expect(secrets.held.size).toBe(0);
    expect(await get(26)).toMatchObject({ status: 404 });
    const { items } = await directoryExpiry(db.table).page({ limit: 100 });
    expect(items.filter(({ mspId }) => mspId === mspNumber(26).mspId)).toEqual([]);
  });

  it('gives its id and expiry to every connection through it', async () => {
    await connected(21, [2101]);
    await connected(21, [2102], { mode: 'own-app' });
    await put(21, body('new', { clientId: '77777777-7777-4777-8777-777777777777' }));
    const [through, own] = await connections(db.table).list(mspNumber(21));
    expect(through).toMatchObject({
      clientId: '77777777-7777-4777-8777-777777777777',
      credential: { kind: 'secret', expiresOn: '2027-06-30', state: 'unknown' },
    });
    expect(own).toMatchObject({ clientId: newConnection(1).clientId, credential: { expiresOn: null } });
    expect(await connections(db.table).get(mspNumber(21), connectionId(2101))).toEqual(through);
  });

  it('resets the state of connections whose old credential was refused, and of no others', async () => {
    await connected(22, [2201, 2202]);
    await connections(db.table).recordCredentialState(mspNumber(22), connectionId(2201), {
      state: 'refused',
      code: 'SecretExpired',
    });
    await connections(db.table).recordCredentialState(mspNumber(22), connectionId(2202), {
      state: 'refused',
      code: 'AppBlocked',
    });
    await put(22, body('new'));
    const states = (await connections(db.table).list(mspNumber(22))).map(({ credential }) => credential.state);
    expect(states).toEqual(['unknown', 'refused']);
  });

  it('is restored if the table fails after the credential was stored', async () => {
    await put(23, body('old'));
    const broken: Deps = {
      ...deps,
      publisherApps: { ...deps.publisherApps, put: () => Promise.reject(new AppError('StoreUnavailable', 'no')) },
    };
    const words = contract.operations.putPublisherApp.body.parse(body('new'));
    const request = {
      caller: caller('admin', { msp: 23 }),
      requestId: 'r',
      origin: 'https://o',
      params: undefined,
      query: undefined,
    };
    await expect(putPublisherApp({ ...request, body: words }, broken)).rejects.toMatchObject({
      code: 'StoreUnavailable',
    });
    expect(held()).toEqual([[`${mspNumber(23).mspId}/publisher-app`, 'old']]);
  });

  it.each([
    ['no GUID', { clientId: 'vectis' }, '/clientId', 400],
    ['an unknown field', { color: 'red' }, '/color', 400],
    [
      'a Secret ID',
      { credential: { kind: 'secret', value: '7f3c1a52-0b7e-4b6e-9d0a-1c2d3e4f5a6b' } },
      '/credential/value',
      422,
    ],
  ])('refuses %s and stores nothing', async (_what, broken, pointer, status) => {
    const answer = await put(24, body('x', broken));
    expect(answer).toMatchObject({ status, body: { errors: [{ pointer }] } });
    expect(secrets.held.size).toBe(0);
    expect(await get(24)).toMatchObject({ status: 404 });
  });
});

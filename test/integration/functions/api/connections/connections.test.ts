import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract as testsContract } from '#functions/api/connection-tests/contract.ts';
import type { ConnectTestRequest, Deps as TestDeps } from '#functions/api/connection-tests/deps.ts';
import { testConnection } from '#functions/api/connection-tests/test-connection.ts';
import { testNewConnection } from '#functions/api/connection-tests/test-new-connection.ts';
import { contract } from '#functions/api/connections/contract.ts';
import { createConnection } from '#functions/api/connections/create-connection.ts';
import { deleteConnection } from '#functions/api/connections/delete-connection.ts';
import type { Deps } from '#functions/api/connections/deps.ts';
import { getConnection } from '#functions/api/connections/get-connection.ts';
import { listConnections } from '#functions/api/connections/list-connections.ts';
import { rotateCredential } from '#functions/api/connections/rotate-credential.ts';
import { updateConnection } from '#functions/api/connections/update-connection.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import type { ConnectTestResult } from '#shared/microsoft/connect-test.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { publisherApps } from '#shared/store/publisher-app-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { inMemoryCredentials } from '#test/support/in-memory-credentials.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, mspNumber, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
let deps: Deps;
let send: ReturnType<typeof apiCaller>;
const secrets = inMemoryCredentials();
const seen = { attempts: [] as ConnectTestRequest[], due: [] as string[], forgotten: [] as string[] };
let verdict: ConnectTestResult;
let refusal: AppError | undefined;

beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  deps = {
    customers: customers(table),
    connections: connections(table),
    publisherApps: publisherApps(table),
    credentials: secrets,
    audit: auditLog(table),
    cursors: testCursors(),
    clock: table.clock,
    newId: table.newId,
    surfaceStatesOf: async () => ({ users: { state: 'ok', dataAsOf: '2026-11-22T11:00:00.000Z' } }),
    verifyCredential: async () => {
      if (refusal !== undefined) throw refusal;
    },
    due: {
      schedule: async (_scope, connectionId, _tenantId, kind) => void seen.due.push(`schedule ${kind} ${connectionId}`),
      unschedule: async (_scope, connectionId, kind) => void seen.due.push(`unschedule ${kind} ${connectionId}`),
    },
    deleteTenantData: async (_scope, { tenantId }) => void seen.forgotten.push(tenantId),
    deleteMailboxData: async (_scope, { mailboxes }, mailboxId) =>
      seen.forgotten.push(...mailboxes.filter((each) => each.mailboxId === mailboxId).map(({ upn }) => upn)),
  };
  const useCases = {
    listConnections,
    createConnection,
    getConnection,
    updateConnection,
    deleteConnection,
    rotateCredential,
  };
  const tests: TestDeps = {
    connections: deps.connections,
    publisherApps: deps.publisherApps,
    credentials: secrets,
    plansOf: async () => undefined,
    runConnectTest: async (_scope, attempt) => {
      seen.attempts.push(attempt);
      return verdict;
    },
  };
  const toConnections = apiCaller(contract, useCases, deps);
  const toTests = apiCaller(testsContract, { testNewConnection, testConnection }, tests);
  send = (request) => (request.route.endsWith('/test') ? toTests(request) : toConnections(request));
});
afterAll(() => db.stop());
beforeEach(() => {
  secrets.held.clear();
  for (const list of Object.values(seen)) list.length = 0;
  refusal = undefined;
  verdict = {
    credential: 'valid',
    tenantName: 'Acme',
    verifiedDomains: ['acme.example'],
    grantedScopes: ['Mail.Read'],
    mailboxes: [{ upn: 'jane@msp.example', ok: true }],
    problems: [],
  };
});

const secretValue = 'Qx8~fake.secret-value_of-a-test';
const wanted = (broken: Record<string, unknown> = {}) => ({
  mode: 'own-app',
  tenantId: tenantNumber(1),
  clientId: '11111111-1111-4111-8111-111111111111',
  credential: { kind: 'secret', value: secretValue, expiresOn: '2027-11-22' },
  mailboxes: ['Jane@MSP.example', 'jack@msp.example'],
  ...broken,
});
const dueChanges = (change: string, connectionId: string) =>
  ['posture', 'communications'].map((kind) => `${change} ${kind} ${connectionId}`);
const post = (msp: number, body: unknown, path = '') =>
  send({ route: `POST /v1/connections${path}`, as: caller('admin', { msp }), body });
const on = (method: string, msp: number, connectionId: string, body?: unknown, path = '') =>
  send({
    route: `${method} /v1/connections/{connectionId}${path}`,
    as: caller('admin', { msp }),
    params: { connectionId },
    ...(body === undefined ? {} : { body }),
  });
const everythingOf = async (msp: number) => JSON.stringify(await itemsOfMsp(db.table, mspNumber(msp).mspId));

describe('connections', () => {
  it('are created and never show their credential', async () => {
    const { status, body } = await post(1, wanted());
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        mode: 'own-app',
        tenantId: tenantNumber(1),
        tenantName: null,
        cloud: 'global',
        mailboxes: ['jane@msp.example', 'jack@msp.example'],
        credential: { kind: 'secret', expiresOn: '2027-11-22', state: 'unknown' },
        ownTenant: false,
        reads: ['posture', 'communications'],
        grantedScopes: [],
        customerIds: [],
      },
    });
    expect(body.surfaces.users).toEqual({ state: 'ok', dataAsOf: '2026-11-22T11:00:00.000Z' });
    expect(body.surfaces.messages).toEqual({
      state: 'never-read',
      code: 'never-read',
      message: 'This was not read yet.',
      dataAsOf: null,
    });
    expect([...secrets.held.values()].map((each) => each.kind === 'secret' && each.value.reveal())).toEqual([
      secretValue,
    ]);
    expect(seen.due).toEqual(dueChanges('schedule', body.connectionId));
    const read = await on('GET', 1, body.connectionId);
    expect(read).toMatchObject({ status: 200, body });
    expect(JSON.stringify([body, read.body])).not.toContain(secretValue);
    expect(await everythingOf(1)).not.toContain(secretValue);
    expect(await everythingOf(1)).toContain('connection.created');
  });

  it.each([
    ['an empty mailbox list', { mailboxes: [] }, '/mailboxes', 'Enter at least one technician mailbox'],
    ['no mailbox list', { mailboxes: undefined }, '/mailboxes', 'Enter at least one technician mailbox'],
    ['a mailbox that is no address', { mailboxes: ['jane'] }, '/mailboxes/0', 'must be an address'],
    [
      'a mailbox with a path in it',
      { mailboxes: ['a@b.example', '../x@b.example/messages'] },
      '/mailboxes/1',
      'must be an address',
    ],
    [
      'a tenant id that is no GUID',
      { tenantId: 'contoso' },
      '/tenantId',
      'paste the Directory (tenant) ID, not a subscription or user id',
    ],
    ['a tenant named common', { tenantId: 'common' }, '/tenantId', 'paste the Directory (tenant) ID'],
    ['a client id that is no GUID', { clientId: 'vectis' }, '/clientId', 'must be the Application (client) ID'],
    ['an empty secret', { credential: { kind: 'secret', value: '' } }, '/credential/value', 'must not be empty'],
    ['an unknown cloud', { cloud: 'moon' }, '/cloud', 'must be one of'],
    ['nothing to read', { reads: [] }, '/reads', 'must name posture, communications or both'],
    ['an unknown field', { color: 'red' }, '/color', 'unknown'],
    [
      'an unknown customer',
      { customerIds: ['cus_00000000000000000000000099'] },
      '/customerIds/0',
      'there is no customer',
    ],
    ['a publisher app that nobody gave', { mode: 'publisher-app' }, '/mode', 'there is no publisher app'],
  ])('refuse %s and store nothing', async (_what, broken, pointer, detail) => {
    const { status, body } = await post(2, wanted(broken));
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'invalid-input' });
    expect(body.errors).toEqual([{ in: 'body', pointer, detail: expect.stringContaining(detail) }]);
    expect(await itemsOfMsp(db.table, mspNumber(2).mspId)).toEqual([]);
    expect(secrets.held.size).toBe(0);
    expect(seen.attempts).toEqual([]);
  });

  it('refuse the Secret ID as a secret and store nothing', async () => {
    const { status, body } = await post(
      2,
      wanted({ credential: { kind: 'secret', value: ' 7f3c1a52-0b7e-4b6e-9d0a-1c2d3e4f5a6b ' } }),
    );
    expect({ status, body }).toMatchObject({
      status: 422,
      body: {
        code: 'secret-invalid',
        detail: 'this looks like the Secret ID; paste the Value',
        errors: [{ pointer: '/credential/value' }],
      },
    });
    expect(JSON.stringify(body)).not.toContain('7f3c1a52');
    expect(await itemsOfMsp(db.table, mspNumber(2).mspId)).toEqual([]);
    expect(secrets.held.size).toBe(0);
  });

  it('refuse an invalid certificate and store nothing', async () => {
    const { status, body } = await post(2, wanted({ credential: { kind: 'certificate', value: 'not PEM' } }));
    expect({ status, code: body.code, detail: body.detail }).toEqual({
      status: 422,
      code: 'secret-invalid',
      detail: 'there is no private key in the PEM text',
    });
    expect(secrets.held.size).toBe(0);
  });

  it('need no mailbox if only posture is read', async () => {
    const { status, body } = await post(3, wanted({ reads: ['posture'], mailboxes: undefined }));
    expect(status).toBe(201);
    expect(body.mailboxes).toEqual([]);
    expect(Object.keys(body.surfaces)).not.toContain('messages');
  });

  it('refuse a second connection of a tenant and a second own tenant and store nothing', async () => {
    await post(4, wanted({ ownTenant: true }));
    const before = await itemsOfMsp(db.table, mspNumber(4).mspId);
    secrets.held.clear();
    expect(await post(4, wanted())).toMatchObject({ status: 409, body: { code: 'tenant-taken' } });
    expect(await post(4, wanted({ tenantId: tenantNumber(2), ownTenant: true }))).toMatchObject({
      status: 409,
      body: { code: 'own-tenant-taken' },
    });
    expect(await itemsOfMsp(db.table, mspNumber(4).mspId)).toEqual(before);
    expect(secrets.held.size).toBe(0);
  });

  it('leave no secret behind if the record cannot be stored', async () => {
    const broken: Deps = {
      ...deps,
      connections: { ...deps.connections, create: () => Promise.reject(new AppError('TenantTaken', 'taken')) },
    };
    const request = {
      caller: caller('admin', { msp: 5 }),
      requestId: 'r',
      origin: 'o',
      params: undefined,
      query: undefined,
    };
    const body = contract.operations.createConnection.body.parse(wanted());
    await expect(createConnection({ ...request, body }, broken)).rejects.toMatchObject({ code: 'TenantTaken' });
    expect(secrets.held.size).toBe(0);
    expect(seen.due.map((each) => each.split(' ')[0])).toEqual(['schedule', 'schedule', 'unschedule', 'unschedule']);
  });

  it('can be changed by admins only and are invisible to other MSPs', async () => {
    const { body } = await post(6, wanted());
    for (const role of ['member', 'viewer'] as const) {
      const as = caller(role, { msp: 6 });
      expect(await send({ route: 'POST /v1/connections', as, body: wanted() })).toMatchObject({ status: 403 });
      expect(await send({ route: 'POST /v1/connections/test', as, body: wanted() })).toMatchObject({ status: 403 });
    }
    for (const [method, path, change] of [
      ['GET', '', undefined],
      ['PATCH', '', { ownTenant: true }],
      ['DELETE', '', undefined],
      ['POST', '/test', undefined],
      ['PUT', '/credential', { kind: 'secret', value: secretValue }],
    ] as const) {
      expect(await on(method, 7, body.connectionId, change, path)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
    }
  });

  it('are tested before saving without storing anything', async () => {
    const { status, body } = await post(8, wanted(), '/test');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        ok: true,
        message: expect.stringMatching(
          /^Connected to Acme \u2014 1 mailbox configured\. \d+ permissions are not granted\./,
        ),
        tenantName: 'Acme',
        problems: [{ code: 'needs-access' }],
      },
    });
    expect(seen.attempts[0]).toMatchObject({ mailboxes: ['jane@msp.example', 'jack@msp.example'], cloud: 'global' });
    expect(await itemsOfMsp(db.table, mspNumber(8).mspId)).toEqual([]);
    expect(secrets.held.size).toBe(0);
  });

  it('report a pasted Secret ID without asking Microsoft', async () => {
    const { status, body } = await post(
      8,
      wanted({ credential: { kind: 'secret', value: '7f3c1a52-0b7e-4b6e-9d0a-1c2d3e4f5a6b' } }),
      '/test',
    );
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        ok: false,
        problems: [{ code: 'secret-invalid', detail: 'this looks like the Secret ID; paste the Value' }],
      },
    });
    expect(seen.attempts).toEqual([]);
  });

  it('store the result of a test of a saved connection, including a refusal', async () => {
    const { body } = await post(9, wanted());
    await on('POST', 9, body.connectionId, undefined, '/test');
    expect((await on('GET', 9, body.connectionId)).body).toMatchObject({
      tenantName: 'Acme',
      grantedScopes: ['Mail.Read'],
      credential: { state: 'valid' },
    });
    const problem = { code: 'secret-expired', title: 'The client secret has expired.', detail: 'create a new one' };
    verdict = { credential: 'refused', refusedWith: 'SecretExpired', mailboxes: [], problems: [problem] };
    const refused = await on('POST', 9, body.connectionId, undefined, '/test');
    expect(refused.body).toMatchObject({
      ok: false,
      message: 'The client secret has expired. Create a new one (secret-expired)',
      problems: [problem],
    });
    expect((await on('GET', 9, body.connectionId)).body).toMatchObject({
      tenantName: 'Acme',
      credential: { state: 'expired', code: 'secret-expired' },
    });
    await deps.connections.recordCredentialState(mspNumber(9), body.connectionId, {
      state: 'refused',
      code: 'SecretExpired',
    });
    expect((await on('GET', 9, body.connectionId)).body.credential.code).toBe('secret-expired');
    verdict = { credential: 'unknown', mailboxes: [], problems: [{ ...problem, code: 'microsoft-unavailable' }] };
    await on('POST', 9, body.connectionId, undefined, '/test');
    expect((await on('GET', 9, body.connectionId)).body.credential).toMatchObject({
      state: 'expired',
      code: 'secret-expired',
    });
  });

  it('shows the expiry that Graph reports and its source until the secret is replaced', async () => {
    const credential = { kind: 'secret', value: secretValue, expiresOn: '2027-06-01' };
    const { connectionId } = (await post(9, wanted({ tenantId: tenantNumber(77), credential }))).body;
    const read = await deps.connections.get(mspNumber(9), connectionId);
    if (read === undefined) throw new Error('there is no connection');
    await deps.connections.recordSecretExpiry(mspNumber(9), read, () => '2026-12-01');
    const learned = { kind: 'secret', expiresOn: '2026-12-01', expirySource: 'graph', state: 'expiring' };
    expect((await on('GET', 9, connectionId)).body.credential).toEqual(learned);
    await on('PUT', 9, connectionId, { ...credential, expiresOn: '2028-06-01' }, '/credential');
    const entered = { kind: 'secret', expiresOn: '2028-06-01', state: 'valid' };
    expect((await on('GET', 9, connectionId)).body.credential).toEqual(entered);
  });

  it.each([
    ['2026-11-21', 'expired'],
    ['2026-11-22', 'expiring'],
    ['2026-12-22', 'expiring'],
    ['2026-12-23', 'unknown'],
  ])('have a credential that expires on %s in the state %s', async (expiresOn, state) => {
    const tenant = Number(expiresOn.replaceAll('-', ''));
    const credential = { kind: 'secret', value: secretValue, expiresOn };
    const { body } = await post(10, wanted({ tenantId: tenantNumber(tenant), credential }));
    expect(body.credential).toEqual({ kind: 'secret', expiresOn, state });
  });

  it('delete the data of a removed mailbox and keep the ids of the others', async () => {
    const { body } = await post(11, wanted());
    const before = await deps.connections.get(mspNumber(11), body.connectionId);
    const changed = await on('PATCH', 11, body.connectionId, { mailboxes: ['jack@msp.example', 'zoe@msp.example'] });
    expect(changed).toMatchObject({ status: 200, body: { mailboxes: ['jack@msp.example', 'zoe@msp.example'] } });
    // Once before the list changes, and once more for a run in progress.
    expect(seen.forgotten).toEqual(['jane@msp.example', 'jane@msp.example']);
    const after = await deps.connections.get(mspNumber(11), body.connectionId);
    expect(after?.mailboxes[0]).toEqual(before?.mailboxes[1]);
    const emptied = await on('PATCH', 11, body.connectionId, { mailboxes: [] });
    expect(emptied).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/mailboxes', detail: expect.stringContaining('"reads": ["posture"]') }] },
    });
    seen.forgotten.length = 0;
    seen.due.length = 0;
    await on('PATCH', 11, body.connectionId, { reads: ['posture'] });
    expect(seen.due).toEqual([
      `schedule posture ${body.connectionId}`,
      `unschedule communications ${body.connectionId}`,
    ]);
    expect(new Set(seen.forgotten)).toEqual(new Set(['jack@msp.example', 'zoe@msp.example']));
  });

  it('list the customers linked by the connection and by a verified domain', async () => {
    const store = customers(db.table);
    const make = (at: number, domain: string) =>
      store.create(mspNumber(12), {
        customerId: CustomerId.parse(`cus_${String(at).padStart(26, '0')}`),
        name: `C${at}`,
        domains: [{ domain, includeSubdomains: false }],
      });
    const [first, second] = [await make(1, 'acme.example'), await make(2, 'other.example')];
    const { body } = await post(12, wanted({ customerIds: [second.customerId] }));
    expect(body.customerIds).toEqual([second.customerId]);
    await on('POST', 12, body.connectionId, undefined, '/test');
    const { body: listed } = await send({ route: 'GET /v1/connections', as: caller('viewer', { msp: 12 }) });
    expect(listed.items[0].customerIds).toEqual([first.customerId, second.customerId]);
    expect(listed.nextCursor).toBeNull();
  });

  it('take a new credential after Microsoft has accepted it', async () => {
    const { body } = await post(13, wanted());
    const next = { kind: 'secret', value: 'another~value', expiresOn: '2028-01-01' };
    refusal = new AppError('SecretInvalid', 'the token endpoint answered 401 invalid_client');
    expect(await on('PUT', 13, body.connectionId, next, '/credential')).toMatchObject({
      status: 422,
      body: { code: 'secret-invalid' },
    });
    const held = () => [...secrets.held.values()].map((each) => each.kind === 'secret' && each.value.reveal());
    expect(held()).toEqual([secretValue]);
    refusal = undefined;
    expect(await on('PUT', 13, body.connectionId, next, '/credential')).toMatchObject({
      status: 200,
      body: { credential: { kind: 'secret', expiresOn: '2028-01-01', state: 'valid' } },
    });
    expect(held()).toEqual(['another~value']);
  });

  it('are deleted with credential, schedule and mail', async () => {
    const { body } = await post(14, wanted());
    expect(await on('DELETE', 14, body.connectionId)).toMatchObject({ status: 204 });
    expect(secrets.held.size).toBe(0);
    expect(seen.due).toEqual([
      ...dueChanges('schedule', body.connectionId),
      ...dueChanges('unschedule', body.connectionId),
    ]);
    // Once more after the connection is deleted, for data that a run in progress stored.
    const all = ['jane@msp.example', 'jack@msp.example', expect.any(String)];
    expect(seen.forgotten).toEqual([...all, ...all]);
    expect(await on('GET', 14, body.connectionId)).toMatchObject({ status: 404 });
    expect(await post(14, wanted())).toMatchObject({ status: 201 });
  });
});

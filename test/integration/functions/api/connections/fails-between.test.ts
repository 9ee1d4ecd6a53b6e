import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/connections/contract.ts';
import { createConnection } from '#functions/api/connections/create-connection.ts';
import { deleteConnection } from '#functions/api/connections/delete-connection.ts';
import type { Deps } from '#functions/api/connections/deps.ts';
import { rotateCredential } from '#functions/api/connections/rotate-credential.ts';
import { updateConnection } from '#functions/api/connections/update-connection.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { ConnectionId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { publisherApps } from '#shared/store/publisher-app-store.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { inMemoryCredentials } from '#test/support/in-memory-credentials.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, mspNumber, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
let deps: Deps;
const secrets = inMemoryCredentials();
const due = new Set<string>();
const forgotten = new Set<string>();

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
    surfaceStatesOf: async () => ({}),
    verifyCredential: async () => {},
    due: {
      schedule: async (_scope, connectionId, _tenantId, kind) => void due.add(`${kind} ${connectionId}`),
      unschedule: async (_scope, connectionId, kind) => void due.delete(`${kind} ${connectionId}`),
    },
    deleteTenantData: async (_scope, { tenantId }) => void forgotten.add(tenantId),
    deleteMailboxData: async (_scope, { mailboxes }, mailboxId) => {
      for (const { upn } of mailboxes.filter((each) => each.mailboxId === mailboxId)) forgotten.add(upn);
    },
  };
});
afterAll(() => db.stop());
beforeEach(() => {
  secrets.held.clear();
  due.clear();
  forgotten.clear();
});

/** Everything that a use case changes. One call fails: before it took effect, or after, with its answer lost. */
const changing = {
  credentials: ['store', 'remove'],
  connections: ['create', 'update', 'remove', 'replaceCredential'],
  due: ['schedule', 'unschedule'],
} as const;

const failingOnce = (at: number, when: 'before' | 'after') => {
  let calls = 0;
  const broken =
    <Args extends unknown[], Result>(step: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      calls += 1;
      const fails = calls === at;
      if (fails && when === 'before') throw new AppError('StoreUnavailable', 'the store is not there');
      const result = await step(...args);
      if (fails) throw new AppError('StoreUnavailable', 'the answer was lost');
      return result;
    };
  const wrapped = (port: object, names: readonly string[]) =>
    Object.fromEntries(Object.entries(port).map(([name, step]) => [name, names.includes(name) ? broken(step) : step]));
  const withFault = {
    ...deps,
    ...Object.fromEntries(
      Object.entries(changing).map(([port, names]) => [port, wrapped(deps[port as keyof typeof changing], names)]),
    ),
    deleteTenantData: broken(deps.deleteTenantData),
    deleteMailboxData: broken(deps.deleteMailboxData),
  } as Deps; // the same ports under the same names
  return { deps: withFault, failed: () => calls >= at };
};

/**
 * Runs a request with a fault at each step in turn until no step is left. After each fault `judge` checks the state,
 * then the request is repeated.
 */
const atEachStep = async (
  prepare: (msp: number) => Promise<ConnectionId | undefined>,
  ask: (msp: number, connectionId: ConnectionId | undefined, ports: Deps) => Promise<unknown>,
  judge: { failed?(msp: number): Promise<void>; again(msp: number): Promise<void> },
  firstMsp: number,
): Promise<number> => {
  let faults = 0;
  let attempts = 0;
  for (const when of ['before', 'after'] as const) {
    for (let step = 1; ; step += 1) {
      secrets.held.clear();
      due.clear();
      forgotten.clear();
      const msp = firstMsp + attempts++;
      const connectionId = await prepare(msp);
      const fault = failingOnce(step, when);
      const failure = await ask(msp, connectionId, fault.deps).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (!fault.failed()) break;
      faults += 1;
      if (failure === undefined) continue;
      expect(failure).toMatchObject({ code: 'StoreUnavailable' });
      await judge.failed?.(msp);
      await ask(msp, connectionId, deps);
      await judge.again(msp);
    }
  }
  return faults;
};

const secretValue = 'Qx8~fake.secret-value_of-a-test';
const words = contract.operations.createConnection.body.parse({
  mode: 'own-app',
  tenantId: tenantNumber(1),
  clientId: '11111111-1111-4111-8111-111111111111',
  credential: { kind: 'secret', value: secretValue },
  mailboxes: ['jane@msp.example', 'jack@msp.example'],
});
const by = (msp: number) => ({ caller: caller('admin', { msp }), requestId: 'r', origin: 'o', query: undefined });
const create = (msp: number, ports: Deps) => createConnection({ ...by(msp), params: undefined, body: words }, ports);
const connected = async (msp: number) => ConnectionId.parse((await create(msp, deps)).body.connectionId);
const at = (connectionId: ConnectionId | undefined) => ({ connectionId: ConnectionId.parse(connectionId) });
const recordsOf = async (msp: number) =>
  (await itemsOfMsp(db.table, mspNumber(msp).mspId)).filter(
    ({ sk }) => !/^(ROW|HEAD)/.test(String(sk)) && !String(sk).startsWith('IDEMPOTENCY'),
  );
const heldValues = () => [...secrets.held.values()].map((each) => each.kind === 'secret' && each.value.reveal());

describe('if a store fails between two steps', () => {
  it('a failed creation leaves nothing and can be repeated', async () => {
    const faults = await atEachStep(
      async () => undefined,
      (msp, _, ports) => create(msp, ports),
      {
        async failed(msp) {
          expect(await recordsOf(msp)).toEqual([]);
          expect([secrets.held.size, due.size]).toEqual([0, 0]);
        },
        async again() {
          expect([secrets.held.size, due.size]).toEqual([1, 2]);
        },
      },
      100,
    );
    expect(faults).toBeGreaterThanOrEqual(6);
  });

  it('a connection keeps a credential that Microsoft accepts, the old or the new one', async () => {
    const next = contract.operations.rotateCredential.body.parse({ kind: 'secret', value: 'the-next-one' });
    const rotate = (msp: number, connectionId: ConnectionId | undefined, ports: Deps) =>
      rotateCredential({ ...by(msp), params: at(connectionId), body: next }, ports);
    const faults = await atEachStep(
      connected,
      rotate,
      {
        async failed() {
          expect([secretValue, 'the-next-one']).toContain(heldValues()[0]);
        },
        async again() {
          expect(heldValues()).toEqual(['the-next-one']);
        },
      },
      200,
    );
    expect(faults).toBeGreaterThanOrEqual(4);
  });

  it('the data of a removed mailbox is deleted, at the latest when the request is repeated', async () => {
    const body = contract.operations.updateConnection.body.parse({ mailboxes: ['jack@msp.example'] });
    const faults = await atEachStep(
      connected,
      (msp, connectionId, ports) => updateConnection({ ...by(msp), params: at(connectionId), body }, ports),
      {
        async again(msp) {
          const [connection] = await deps.connections.list(mspNumber(msp));
          expect(connection?.mailboxes.map(({ upn }) => upn)).toEqual(['jack@msp.example']);
          expect([...forgotten]).toEqual(['jane@msp.example']);
        },
      },
      300,
    );
    expect(faults).toBeGreaterThanOrEqual(6);
  });

  it('a failed deletion can be repeated and then deletes all data', async () => {
    const remove = async (msp: number, connectionId: ConnectionId | undefined, ports: Deps) => {
      const known = await deps.connections.get(mspNumber(msp), ConnectionId.parse(connectionId));
      if (known !== undefined) await deleteConnection({ ...by(msp), params: at(connectionId), body: undefined }, ports);
    };
    const faults = await atEachStep(
      connected,
      remove,
      {
        async again(msp) {
          expect(await recordsOf(msp)).toEqual([]);
          expect([secrets.held.size, due.size]).toEqual([0, 0]);
          expect([...forgotten]).toEqual(
            expect.arrayContaining(['jane@msp.example', 'jack@msp.example', tenantNumber(1)]),
          );
        },
      },
      400,
    );
    expect(faults).toBeGreaterThanOrEqual(10);
  });

  it('no credential is left behind if the connection was removed during its verification', async () => {
    const connectionId = await connected(500);
    const body = contract.operations.rotateCredential.body.parse({ kind: 'secret', value: 'the-next-one' });
    const removedMeanwhile: Deps = {
      ...deps,
      verifyCredential: async () => {
        await deleteConnection({ ...by(500), params: { connectionId }, body: undefined }, deps);
      },
    };
    await expect(
      rotateCredential({ ...by(500), params: { connectionId }, body }, removedMeanwhile),
    ).rejects.toMatchObject({ code: 'NotFound' });
    expect(secrets.held.size).toBe(0);
  });

  it('a credential is recorded although the connection changed during its verification', async () => {
    const connectionId = await connected(501);
    const body = contract.operations.rotateCredential.body.parse({
      kind: 'secret',
      value: 'n',
      expiresOn: '2028-01-01',
    });
    const changedMeanwhile: Deps = {
      ...deps,
      verifyCredential: async () => {
        const change = contract.operations.updateConnection.body.parse({ mailboxes: ['jack@msp.example'] });
        await updateConnection({ ...by(501), params: { connectionId }, body: change }, deps);
      },
    };
    const { body: after } = await rotateCredential({ ...by(501), params: { connectionId }, body }, changedMeanwhile);
    expect(after).toMatchObject({ mailboxes: ['jack@msp.example'], credential: { expiresOn: '2028-01-01' } });
  });
});

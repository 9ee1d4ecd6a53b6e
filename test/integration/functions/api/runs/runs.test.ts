import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/runs/contract.ts';
import type { Deps } from '#functions/api/runs/deps.ts';
import { getRun } from '#functions/api/runs/get-run.ts';
import { listRuns } from '#functions/api/runs/list-runs.ts';
import { startSync } from '#functions/api/runs/start-sync.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { RunId } from '#shared/kernel/ids.ts';
import { connections } from '#shared/store/connection-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller, connectionNumber, mspNumber, newConnection, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
let send: ReturnType<typeof apiCaller>;
const started: { kind: string; input: unknown }[] = [];
let isBroken = false;

beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  const deps: Deps = {
    connections: connections(table),
    runs: runs(table),
    leases: leases(table),
    cursors: testCursors(),
    clock: table.clock,
    newId: table.newId,
    startMachine: async (kind, input) => {
      if (isBroken) throw new Error('no machine');
      started.push({ kind, input });
    },
  };
  send = apiCaller(contract, { startSync, listRuns, getRun }, deps);
});
afterAll(() => db.stop());
beforeEach(() => {
  started.length = 0;
  isBroken = false;
});

const connected = async (msp: number, reads: ('posture' | 'communications')[] = ['posture', 'communications']) => {
  await connections(db.table).create(mspNumber(msp), newConnection({ reads }));
  return connectionNumber(1);
};
const sync = (msp: number, role: 'admin' | 'member' | 'viewer' = 'member') =>
  send({
    route: 'POST /v1/connections/{connectionId}/sync',
    as: caller(role, { msp }),
    params: { connectionId: connectionNumber(1) },
  });

describe('a sync', () => {
  it('starts a state machine for each kind that the connection reads, and its runs can be read at once', async () => {
    const connectionId = await connected(1);
    const { status, body } = await sync(1);
    expect({ status, body }).toMatchObject({
      status: 202,
      body: { kind: 'posture', state: 'running', connectionId, finishedAt: null, surfaces: {} },
    });
    expect(body.runs.map(({ kind }: { kind: string }) => kind)).toEqual(['posture', 'communications']);
    expect(started).toEqual(
      body.runs.map(({ kind, runId }: { kind: string; runId: string }) => ({
        kind,
        input: { mspId: mspNumber(1).mspId, connectionId, tenantId: tenantNumber(1), trigger: 'person', runId },
      })),
    );
    const one = await send({ route: 'GET /v1/runs/{runId}', as: caller('viewer'), params: { runId: body.runId } });
    expect(one).toMatchObject({ status: 200, body: { runId: body.runId, state: 'running' } });
    const all = await send({
      route: 'GET /v1/connections/{connectionId}/runs',
      as: caller('viewer'),
      params: { connectionId },
      query: { limit: '1' },
    });
    expect(all.body.items).toHaveLength(1);
    expect(all.body.nextCursor).toEqual(expect.any(String));
  });

  it('starts posture only if the connection reads only posture', async () => {
    await connected(2, ['posture']);
    expect((await sync(2)).body.runs).toHaveLength(1);
    expect(started.map(({ kind }) => kind)).toEqual(['posture']);
  });

  it('returns the runs in progress if requested twice, and new ones after they have ended', async () => {
    await connected(3);
    const first = await sync(3);
    started.length = 0;
    const second = await sync(3);
    expect(second.body).toEqual(first.body);
    expect(started).toEqual([]);
    for (const { runId } of first.body.runs) await runs(db.table).finish(mspNumber(3), runId, 'finished');
    const third = await sync(3);
    expect(third.body.runId).not.toBe(first.body.runId);
    expect(started).toHaveLength(2);
  });

  it('returns a scheduled run that holds the lease', async () => {
    const connectionId = await connected(4, ['posture']);
    const runId = RunId.parse('run_00000000000000000000000777');
    const scope = openTenantScope(mspNumber(4).mspId, tenantNumber(1));
    await leases(db.table).acquire(scope, 'posture', { connectionId, runId, execution: 'book-child' });
    await runs(db.table).start(scope, {
      runId,
      connectionId,
      tenantId: tenantNumber(1),
      kind: 'posture',
      trigger: 'schedule',
    });
    expect((await sync(4)).body.runId).toBe(runId);
    expect(started).toEqual([]);
  });

  it('ignores a run that died long ago', async () => {
    await connected(5, ['posture']);
    const first = await sync(5);
    db.table.clock.advanceSeconds(3600);
    expect((await sync(5)).body.runId).not.toBe(first.body.runId);
  });

  it('ends the run if the state machine cannot be started', async () => {
    const connectionId = await connected(6, ['posture']);
    isBroken = true;
    expect(await sync(6)).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    const { items } = await runs(db.table).ofConnection(mspNumber(6), connectionId, { limit: 5 });
    expect(items.map(({ state }) => state)).toEqual(['failed']);
  });

  it('can be started by admins and members of the MSP only', async () => {
    await connected(7);
    expect(await sync(7, 'viewer')).toMatchObject({ status: 403 });
    expect(await sync(7, 'admin')).toMatchObject({ status: 202 });
    expect(await sync(99)).toMatchObject({ status: 404 });
    const runId = (await sync(7)).body.runId;
    const elsewhere = await send({ route: 'GET /v1/runs/{runId}', as: caller('admin', { msp: 8 }), params: { runId } });
    expect(elsewhere).toMatchObject({ status: 404 });
  });
});

describe('the runs of a connection', () => {
  const list = (msp: number, query: Record<string, string>) =>
    send({
      route: 'GET /v1/connections/{connectionId}/runs',
      as: caller('viewer', { msp }),
      params: { connectionId: connectionNumber(1) },
      query,
    });
  const ids = ({ body }: Awaited<ReturnType<typeof list>>) => body.items.map(({ runId }: { runId: string }) => runId);

  it('are listed in either order, searched, and paged by a cursor of the same query', async () => {
    await connected(9);
    const { runs: made } = (await sync(9)).body;
    const [posture, communications] = made.map(({ runId }: { runId: string }) => runId);
    const scope = openTenantScope(mspNumber(9).mspId, tenantNumber(1));
    const progress = { state: 'failed', read: 0, written: 0, requests: 1, seconds: 0.1 };
    await runs(db.table).recordProgress(scope, RunId.parse(posture), { surfaceId: 'secure-score' }, progress);
    expect(ids(await list(9, {}))).toEqual([communications, posture]);
    expect(ids(await list(9, { sort: 'oldest' }))).toEqual([posture, communications]);
    expect(ids(await list(9, { q: 'FAILED secure-score' }))).toEqual([posture]);
    expect(ids(await list(9, { q: 'secure-score finished' }))).toEqual([]);
    const first = await list(9, { sort: 'oldest', limit: '1' });
    const { nextCursor: cursor } = first.body;
    expect(ids(await list(9, { sort: 'oldest', limit: '1', cursor }))).toEqual([communications]);
    for (const query of [{}, { sort: 'newest' }, { sort: 'oldest', q: 'posture' }])
      expect(await list(9, { ...query, limit: '1', cursor })).toMatchObject({
        status: 400,
        body: { code: 'invalid-cursor' },
      });
  });

  it.each([{ sort: 'kind' }, { q: '' }, { state: 'done' }, { order: 'newest' }])(
    'are refused with the name of what is wrong (%j)',
    async (query) => {
      const [name] = Object.keys(query);
      const refused = await list(9, query);
      expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-input', errors: [{ in: 'query' }] } });
      expect(refused.body.detail).toContain(name);
    },
  );
});

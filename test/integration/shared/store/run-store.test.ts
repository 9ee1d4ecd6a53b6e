import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runs } from '#shared/store/run-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionId, mailboxId, runId, tenantId, tenantScope } from '#test/support/numbered-tenants.ts';

const progress = { state: 'ok', read: 2, written: 1, requests: 3, seconds: 0.5 };

describe('runs', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const store = () => runs(dynamoDb.table);
  const start = (msp: number, number: number) =>
    store().start(tenantScope(1, msp), {
      runId: runId(number),
      connectionId: connectionId(1),
      tenantId: tenantId(1),
      kind: 'posture',
      trigger: 'schedule',
    });

  it('starts a run once and returns it when it was started before', async () => {
    await start(1, 1);
    await store().recordProgress(tenantScope(1), runId(1), { surfaceId: 'users' }, progress);
    expect((await start(1, 1)).surfaces).toEqual({ users: progress });
  });

  it('records the progress of surfaces that report at the same time', async () => {
    await start(2, 1);
    const names = ['users', 'security-defaults', 'secure-score', 'licenses', 'domains'];
    const scope = tenantScope(1, 2);
    await Promise.all(names.map((surfaceId) => store().recordProgress(scope, runId(1), { surfaceId }, progress)));
    expect(Object.keys((await store().get(scope, runId(1)))?.surfaces ?? {}).toSorted()).toEqual(names.toSorted());
  });

  it('adds up the mailboxes of a surface and shows the worst state', async () => {
    await start(3, 1);
    const scope = tenantScope(1, 3);
    const readTarget = (number: number) => ({ surfaceId: 'messages', mailboxId: mailboxId(number) });
    await store().recordProgress(scope, runId(1), readTarget(1), progress);
    await store().recordProgress(scope, runId(1), readTarget(2), { ...progress, state: 'failed' });
    expect((await store().get(scope, runId(1)))?.surfaces).toEqual({
      messages: { state: 'failed', read: 4, written: 2, requests: 6, seconds: 1 },
    });
  });

  it('ends a run once', async () => {
    await start(4, 1);
    const scope = tenantScope(1, 4);
    await store().finish(scope, runId(1), 'failed');
    await store().finish(scope, runId(1), 'finished');
    expect(await store().get(scope, runId(1))).toMatchObject({ state: 'failed', finishedAt: expect.any(String) });
    await store().finish(scope, runId(99), 'failed');
  });

  it('lists the runs of a connection newest first, in pages, only of this MSP', async () => {
    for (const number of [1, 2, 3, 4, 5]) await start(5, number);
    await start(6, 9);
    const scope = tenantScope(1, 5);
    const first = await store().ofConnection(scope, connectionId(1), { limit: 2 });
    expect(first.items.map((run) => run.runId)).toEqual([runId(5), runId(4)]);
    const second = await store().ofConnection(scope, connectionId(1), { limit: 2, after: first.next });
    expect(second.items.map((run) => run.runId)).toEqual([runId(3), runId(2)]);
    const last = await store().ofConnection(scope, connectionId(1), { limit: 2, after: second.next });
    expect(last).toMatchObject({ items: [{ runId: runId(1) }], next: undefined });
    expect(await store().get(tenantScope(1, 6), runId(1))).toBeUndefined();
  });

  it('lists the runs of a connection oldest first, in pages, without those that have expired', async () => {
    const scope = tenantScope(1, 8);
    await start(8, 1);
    dynamoDb.table.clock.advanceSeconds(31 * 86_400);
    for (const number of [2, 3, 4]) await start(8, number);
    const page = { limit: 2, sort: 'oldest' } as const;
    const first = await store().ofConnection(scope, connectionId(1), page);
    expect(first.items.map((run) => run.runId)).toEqual([runId(2), runId(3)]);
    const last = await store().ofConnection(scope, connectionId(1), { ...page, after: first.next });
    expect(last).toMatchObject({ items: [{ runId: runId(4) }], next: undefined });
  });

  it('hides a run after its expiry', async () => {
    await start(7, 1);
    dynamoDb.table.clock.advanceSeconds(31 * 86_400);
    const scope = tenantScope(1, 7);
    expect(await store().get(scope, runId(1))).toBeUndefined();
    expect(await store().ofConnection(scope, connectionId(1), { limit: 5 })).toEqual({ items: [], next: undefined });
  });
});

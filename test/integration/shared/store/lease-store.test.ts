import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leases } from '#shared/store/lease-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionId, runId, tenantScope } from '#test/support/numbered-tenants.ts';

const wanted = (number: number, execution = `execution-${number}`) => ({
  connectionId: connectionId(1),
  runId: runId(number),
  execution,
});

describe('leases', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const store = () => leases(dynamoDb.table);

  it('lets one run hold a tenant and names it', async () => {
    const scope = tenantScope(1);
    expect(await store().acquire(scope, 'posture', wanted(1))).toMatchObject({ runId: runId(1), fence: 1 });
    await expect(store().acquire(scope, 'posture', wanted(2))).rejects.toMatchObject({
      code: 'LeaseHeld',
      details: { runId: runId(1) },
    });
    expect(await store().holder(scope, scope.tenantId, 'posture')).toMatchObject({ runId: runId(1) });
    expect(await store().acquire(scope, 'communications', wanted(3))).toMatchObject({ fence: 1 });
  });

  it('gives the same execution the same lease', async () => {
    const scope = tenantScope(2);
    const first = await store().acquire(scope, 'posture', wanted(1, 'same'));
    expect(await store().acquire(scope, 'posture', wanted(2, 'same'))).toMatchObject({
      runId: first.runId,
      fence: first.fence,
      abandonedRun: undefined,
    });
  });

  it('increases the fence with every holder, also after a release', async () => {
    const scope = tenantScope(3);
    const first = await store().acquire(scope, 'posture', wanted(1));
    await store().release(scope, 'posture', first);
    expect(await store().holder(scope, scope.tenantId, 'posture')).toBeUndefined();
    expect(await store().acquire(scope, 'posture', wanted(2))).toMatchObject({ fence: 2, abandonedRun: undefined });
  });

  it('takes over from a run whose lease expired, names it and refuses it from then on', async () => {
    const scope = tenantScope(4);
    const first = await store().acquire(scope, 'posture', wanted(1));
    await store().assertHeld(scope, 'posture', first);
    dynamoDb.table.clock.advanceSeconds(3600);
    await expect(store().assertHeld(scope, 'posture', first)).rejects.toMatchObject({ code: 'Fenced' });
    expect(await store().acquire(scope, 'posture', wanted(2))).toMatchObject({ fence: 2, abandonedRun: runId(1) });
    await store().release(scope, 'posture', first);
    expect(await store().holder(scope, scope.tenantId, 'posture')).toMatchObject({ runId: runId(2) });
  });

  it('grants exactly one of many concurrent requests', async () => {
    const scope = tenantScope(5);
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, (_, at) => store().acquire(scope, 'posture', wanted(at + 1))),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markSurface } from '#functions/sync/mark-surface/mark-surface.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { runOf, tenantScope } from '#test/support/numbered-tenants.ts';

describe('marking a surface that failed', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const target = { surfaceId: 'users' };
  const setUp = async (number: number) => {
    const { table } = dynamoDb;
    const [scope, run, notes] = [tenantScope(number), runOf(number, 2), [] as unknown[]];
    await runs(table).start(scope, { ...run, kind: 'posture', trigger: 'schedule' });
    const states = surfaceStates(table);
    const deps = {
      clock: table.clock,
      scopeOf: openTenantScope,
      states,
      runs: runs(table),
      recordFailure: (each: unknown) => void notes.push(each),
    };
    return {
      scope,
      run,
      states,
      notes,
      mark: (of = run) => markSurface({ run: of, target, error: 'MicrosoftUnavailable' }, deps),
    };
  };

  it('records `failed` if never read, since the first consecutive failure', async () => {
    const { mark, states, scope, run, notes } = await setUp(1);
    const since = dynamoDb.table.clock.now().toISOString();
    expect(await mark()).toEqual({ state: 'failed' });
    dynamoDb.table.clock.advanceSeconds(60);
    await mark();
    expect((await states.ofTarget(scope, target)).state).toEqual({
      state: 'failed',
      code: 'MicrosoftUnavailable',
      since,
      dataAsOf: null,
    });
    expect((await runs(dynamoDb.table).get(scope, run.runId))?.surfaces['users']).toMatchObject({ state: 'failed' });
    expect(notes[0]).toEqual({ surfaceId: 'users', error: 'MicrosoftUnavailable', state: 'failed' });
  });

  it('records `stale` if read before, with the age of the facts', async () => {
    const { mark, states, scope, run } = await setUp(2);
    const dataAsOf = '2026-11-22T06:00:00.000Z';
    await states.record(scope, target, { state: { state: 'ok', dataAsOf } }, run.fence);
    expect(await mark()).toEqual({ state: 'stale' });
    expect((await states.ofTarget(scope, target)).state).toMatchObject({ state: 'stale', dataAsOf });
  });

  it('records nothing after a newer run has started', async () => {
    const { mark, states, scope, run } = await setUp(3);
    await states.claim(scope, target, run.fence + 1);
    await expect(mark()).rejects.toMatchObject({ code: 'Fenced' });
  });
});

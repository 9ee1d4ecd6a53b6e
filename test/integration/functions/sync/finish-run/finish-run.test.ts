import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '#functions/sync/finish-run/deps.ts';
import { finishRun } from '#functions/sync/finish-run/finish-run.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { addSeconds } from '#shared/kernel/clock.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { leases } from '#shared/store/lease-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { Organization } from '#shared/surfaces/organization/schema.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { newConnection, runId, runOf, tenantScope } from '#test/support/numbered-tenants.ts';

const organization = Organization.parse({
  tenantId: 'of-microsoft',
  name: 'Acme',
  createdAt: null,
  isSynced: false,
  verifiedDomains: ['acme.example', 'acme.onmicrosoft.com'].map((name) => ({
    name,
    isDefault: false,
    isInitial: false,
    isFederated: false,
  })),
});

describe('finishing a run', () => {
  let dynamoDb: TestDynamoDb;
  let tenants = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const running = async () => {
    tenants += 1;
    const number = tenants;
    const { table } = dynamoDb;
    const scope = tenantScope(number);
    const deps: Deps = {
      scopeOf: openTenantScope,
      connections: connections(table),
      leases: leases(table),
      runs: runs(table),
      states: surfaceStates(table),
      due: directoryDue(table),
      organizationOf: async () => organization,
    };
    await connections(table).create(scope, newConnection(number));
    const begin = async (name: number) => {
      const { connectionId, tenantId } = runOf(number);
      const wanted = { connectionId, runId: runId(name), execution: `execution-${name}` };
      const { fence } = await leases(table).acquire(scope, 'posture', wanted);
      await runs(table).start(scope, { ...wanted, tenantId, kind: 'posture', trigger: 'schedule' });
      return runOf(number, fence, name);
    };
    const run = await begin(1);
    return {
      scope,
      run,
      begin,
      finish: (completed = true, of = run) => finishRun({ kind: 'posture', run: of, completed }, deps),
      connection: () => connections(table).get(scope, run.connectionId),
      dueAt: () => directoryDue(table).dueAt(scope, run.connectionId, 'posture'),
      holder: () => leases(table).holder(scope, scope.tenantId, 'posture'),
      runOfId: (name: number) => runs(table).get(scope, runId(name)),
      states: surfaceStates(table),
    };
  };
  const now = () => dynamoDb.table.clock.now();

  it('ends the run, releases the lease and schedules the next run', async () => {
    const { finish, holder, runOfId, dueAt } = await running();
    expect(await finish()).toEqual({ outcome: 'finished' });
    expect(await holder()).toBeUndefined();
    expect(await runOfId(1)).toMatchObject({ state: 'finished', finishedAt: now().toISOString() });
    expect(await dueAt()).toBe(addSeconds(now(), 900).toISOString());
  });

  it('records the name and the domains of the tenant', async () => {
    const { finish, connection } = await running();
    await finish();
    expect(await connection()).toMatchObject({
      tenantName: 'Acme',
      verifiedDomains: ['acme.example', 'acme.onmicrosoft.com'],
    });
  });

  it('marks an incomplete run as failed and schedules the next one', async () => {
    const { finish, runOfId, dueAt, connection } = await running();
    expect(await finish(false)).toEqual({ outcome: 'failed' });
    expect(await runOfId(1)).toMatchObject({ state: 'failed' });
    expect(await dueAt()).toBe(addSeconds(now(), 900).toISOString());
    expect(await connection()).toMatchObject({ tenantName: null });
  });

  it('schedules the next run earlier for a postponed surface', async () => {
    const { finish, dueAt, states, scope, run } = await running();
    const resumeAt = addSeconds(now(), 300).toISOString();
    const stale = { state: { state: 'stale' as const, since: now().toISOString(), dataAsOf: null }, resumeAt };
    await states.record(scope, { surfaceId: 'users' }, stale, run.fence);
    await finish();
    expect(await dueAt()).toBe(resumeAt);
  });

  it('leaves the lease of a newer run in place', async () => {
    const { finish, begin, holder, runOfId } = await running();
    dynamoDb.table.clock.advanceSeconds(3600);
    await begin(2);
    expect(await finish()).toEqual({ outcome: 'failed' });
    expect(await holder()).toMatchObject({ runId: runId(2) });
    expect(await runOfId(2)).toMatchObject({ state: 'running' });
  });

  it('returns the same outcome when repeated', async () => {
    const { finish, dueAt } = await running();
    await finish();
    const due = await dueAt();
    await finish();
    expect(await dueAt()).toBe(due);
  });

  it('schedules nothing for a removed connection', async () => {
    const { finish, connection, scope, dueAt } = await running();
    const before = await connection();
    if (before === undefined) throw new Error('the test made one');
    await connections(dynamoDb.table).remove(scope, before);
    await finish();
    expect(await dueAt()).toBeUndefined();
  });
});

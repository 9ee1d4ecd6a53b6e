import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '#functions/sync/plan-tenant/deps.ts';
import { planTenant } from '#functions/sync/plan-tenant/plan-tenant.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { knownPlans } from '#shared/collecting/known-posture.ts';
import { AppError, type ErrorCode } from '#shared/kernel/errors.ts';
import type { RunKind, RunRef, Trigger } from '#shared/kernel/run.ts';
import { accessOf } from '#shared/permissions/access.ts';
import { connections, type NewConnectionFields } from '#shared/store/connection-store.ts';
import { deleteMailboxData } from '#shared/store/delete-mailbox-data.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { facts } from '#shared/store/fact-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { mailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import {
  connectionId,
  mailboxId,
  newConnection,
  runId,
  runOf,
  tenantId,
  tenantScope,
} from '#test/support/numbered-tenants.ts';

const everyScope = [
  ...new Set(
    surfaces.flatMap(({ accessOptions }) => accessOptions.flatMap((way) => way.scopes.map(([least]) => least))),
  ),
];
const postureIds = surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id);

describe('planning a run', () => {
  let dynamoDb: TestDynamoDb;
  let tenants = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const tenant = async (own: Partial<NewConnectionFields> = {}) => {
    tenants += 1;
    const number = tenants;
    const { table } = dynamoDb;
    const scope = tenantScope(number);
    const states = surfaceStates(table);
    await connections(table).create(scope, newConnection(number, own));
    await directoryDue(table).schedule(scope, connectionId(number), tenantId(number), 'posture', table.clock.now());
    const granted = { to: async (): Promise<readonly string[] | undefined> => everyScope };
    const deps: Deps = {
      clock: table.clock,
      newId: table.newId,
      surfaces,
      states,
      accessOf,
      scopeOf: openTenantScope,
      connections: connections(table),
      leases: leases(table),
      runs: runs(table),
      due: directoryDue(table),
      probes: mailboxProbes(table),
      plansOf: (of) => knownPlans(of, { facts: facts(table), states }),
      grantedTo: () => granted.to(),
      deleteMailboxData: (of, connection, mailbox) =>
        deleteMailboxData(table, of, connection, mailbox as ReturnType<typeof mailboxId>),
    };
    const { mspId } = scope;
    const plan = (
      kind: RunKind = 'posture',
      {
        trigger = 'schedule',
        promised,
        execution = 'execution-1',
      }: { trigger?: Trigger; promised?: RunRef['runId']; execution?: string } = {},
    ) =>
      planTenant(
        {
          kind,
          execution,
          tenant: {
            mspId,
            connectionId: connectionId(number),
            tenantId: tenantId(number),
            trigger,
            ...(promised === undefined ? {} : { runId: promised }),
          },
        },
        deps,
      );
    const connection = async () => {
      const found = await connections(table).get(scope, connectionId(number));
      if (found === undefined) throw new Error('the test made one');
      return found;
    };
    return { number, scope, deps, plan, granted, states, connection };
  };

  const planned = (plan: Awaited<ReturnType<typeof planTenant>>) =>
    plan.outcome === 'planned' ? plan.lanes.flatMap(({ reads }) => reads.map(({ target }) => target.surfaceId)) : [];

  it('plans every surface of a new tenant, starts its run and records the granted scopes', async () => {
    const { plan, connection, deps, scope } = await tenant();
    const first = await plan();
    expect(planned(first).toSorted()).toEqual(postureIds.toSorted());
    expect((await connection()).grantedScopes).toEqual(everyScope.toSorted());
    expect((await connection()).credential.state).toBe('valid');
    if (first.outcome !== 'planned') throw new Error('it was planned');
    expect(await deps.leases.acquire(scope, 'posture', { ...first.run, execution: 'execution-1' })).toMatchObject({
      fence: 1,
    });
    expect(await runs(dynamoDb.table).get(scope, first.run.runId)).toMatchObject({
      state: 'running',
      trigger: 'schedule',
    });
  });

  it('records surfaces without a scope as refused, and defers the decision on plans to the surface', async () => {
    const { plan, granted, states, scope } = await tenant();
    granted.to = async () => ['Directory.Read.All', 'Organization.Read.All', 'User.Read.All'];
    const ids = planned(await plan());
    const state = await states.ofTenant(scope);
    expect(ids).not.toContain('security-defaults');
    expect(state['security-defaults']).toMatchObject({ state: 'needs-access', needs: ['Policy.Read.All'] });
    expect(ids).toContain('conditional-access');
    expect(state['conditional-access']).toBeUndefined();
  });

  it('plans expired surfaces only, and all of them for an on-demand run', async () => {
    const { plan, states, scope, deps } = await tenant();
    const first = await plan();
    if (first.outcome !== 'planned') throw new Error('it was planned');
    const dataAsOf = dynamoDb.table.clock.now().toISOString();
    for (const surface of surfaces.filter(({ job }) => job === 'posture')) {
      const readState = { state: { state: 'ok' as const, dataAsOf }, factVersion: surface.factVersion };
      await states.record(scope, { surfaceId: surface.id }, readState, first.run.fence);
    }
    await deps.leases.release(scope, 'posture', first.run);
    expect(planned(await plan('posture', { trigger: 'person', execution: 'by-hand' })).toSorted()).toEqual(
      postureIds.toSorted(),
    );
    await deps.leases.release(scope, 'posture', { fence: 2 });
    expect(planned(await plan('posture', { execution: 'next' }))).toEqual([]);
  });

  it('is skipped while another run holds the lease, and ends the requested run', async () => {
    const { plan, scope, number } = await tenant();
    await plan();
    const promised = runId(77);
    const { connectionId: connection, tenantId: of } = runOf(number);
    await runs(dynamoDb.table).start(scope, {
      runId: promised,
      connectionId: connection,
      tenantId: of,
      kind: 'posture',
      trigger: 'person',
    });
    expect(await plan('posture', { trigger: 'person', promised, execution: 'another' })).toEqual({
      outcome: 'skipped',
    });
    expect(await runs(dynamoDb.table).get(scope, promised)).toMatchObject({ state: 'failed' });
  });

  it('returns the same plan for the same execution', async () => {
    const { plan } = await tenant();
    const [first, again] = [await plan(), await plan()];
    expect(again).toEqual(first);
  });

  it('ends the run whose lease has expired', async () => {
    const { plan, scope } = await tenant();
    const first = await plan();
    dynamoDb.table.clock.advanceSeconds(3600);
    const second = await plan('posture', { execution: 'execution-2' });
    if (first.outcome !== 'planned' || second.outcome !== 'planned') throw new Error('both were planned');
    expect(second.run.fence).toBe(2);
    expect(await runs(dynamoDb.table).get(scope, first.run.runId)).toMatchObject({ state: 'failed' });
  });

  it.each<ErrorCode>([
    'SecretInvalid',
    'SecretExpired',
    'AppNotFound',
    'AppBlocked',
    'ConsentMissing',
    'TenantNotFound',
  ])('records %s on the connection, ends the run and schedules the next one', async (code) => {
    const { plan, granted, connection, states, scope, deps, number } = await tenant();
    granted.to = () => Promise.reject(new AppError(code, 'no'));
    expect(await plan()).toMatchObject({ outcome: 'refused' });
    expect((await connection()).credential).toMatchObject({ state: 'refused', code });
    expect((await states.ofTenant(scope))['users']).toMatchObject({ state: 'failed', since: expect.any(String) });
    expect(await leases(dynamoDb.table).holder(scope, scope.tenantId, 'posture')).toBeUndefined();
    const due = await directoryDue(dynamoDb.table).dueAt(scope, connectionId(number), 'posture');
    expect(Date.parse(due ?? '')).toBeGreaterThan(dynamoDb.table.clock.now().getTime());
    granted.to = async () => everyScope;
    expect((await plan('posture', { execution: 'later' })).outcome).toBe('planned');
    expect((await connection()).credential).toMatchObject({ state: 'valid' });
    expect((await connection()).credential.code).toBeUndefined();
    expect(deps.surfaces.length).toBeGreaterThan(0);
  });

  it('leaves the credential state unchanged if Entra does not answer', async () => {
    const { plan, granted, connection } = await tenant();
    granted.to = () => Promise.reject(new AppError('MicrosoftUnavailable', 'down'));
    expect(await plan()).toMatchObject({ outcome: 'refused' });
    expect((await connection()).credential.state).toBe('unknown');
  });

  it('postpones all surfaces for the Retry-After of Entra', async () => {
    const { plan, granted, states, scope, number } = await tenant();
    const wait = { retryAfterSeconds: 120 };
    granted.to = () => Promise.reject(new AppError('MicrosoftThrottled', 'later', wait));
    expect(await plan()).toMatchObject({ outcome: 'refused' });
    const resumeAt = new Date(dynamoDb.table.clock.now().getTime() + 120_000).toISOString();
    expect(await states.ofTarget(scope, { surfaceId: 'users' })).toMatchObject({ state: { state: 'stale' }, resumeAt });
    expect(await directoryDue(dynamoDb.table).dueAt(scope, connectionId(number), 'posture')).toBe(resumeAt);
  });

  it('plans a lane for each mailbox, deletes unlisted mailboxes and skips posture-only connections', async () => {
    const boxes = [1, 2].map((number) => ({ mailboxId: mailboxId(number), upn: `box${number}@msp.example` }));
    const { plan, states, scope } = await tenant({ mailboxes: boxes });
    const removedMailbox = { surfaceId: 'messages', mailboxId: mailboxId(9) };
    await states.record(scope, removedMailbox, { state: { state: 'ok', dataAsOf: '2026-11-22T00:00:00.000Z' } }, 1);
    const plans = await plan('communications');
    if (plans.outcome !== 'planned') throw new Error('it was planned');
    expect(plans.lanes.map(({ reads }) => reads.map(({ target }) => target.mailboxId))).toEqual(
      boxes.map((box) => [box.mailboxId, box.mailboxId]),
    );
    expect((await states.readStates(scope)).map(({ target }) => target.mailboxId)).not.toContain(mailboxId(9));
    const postureOnly = await tenant({ reads: ['posture'], mailboxes: [] });
    expect(await postureOnly.plan('communications')).toEqual({ outcome: 'skipped' });
  });

  it('removes the schedule of a removed connection', async () => {
    const { plan, scope, number, connection } = await tenant();
    await connections(dynamoDb.table).remove(scope, await connection());
    expect(await plan()).toEqual({ outcome: 'skipped' });
    expect(await directoryDue(dynamoDb.table).dueAt(scope, connectionId(number), 'posture')).toBeUndefined();
  });
});

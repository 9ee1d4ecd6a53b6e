import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '#local/microsoft/faults.ts';
import { restrictMailAccess } from '#local/microsoft/generate/mailbox-scope.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { mailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { mailboxId } from '#test/support/numbered-tenants.ts';
import { aTenant, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { tenantRuns } from '#test/support/tenant-runs.ts';

const inbox = '/users/{id}/mailFolders/{folderId}';
const daySeconds = 86_400;
/** The surfaces that determine the probe candidates. */
const surfaceIds = ['organization', 'users', 'licenses'];

describe('the nightly probe, from plan to verdict', () => {
  let dynamoDb: TestDynamoDb;
  let microsoft: SimulatedMicrosoft;
  let connected = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    microsoft = await startTestMicrosoft([], { clock: dynamoDb.table.clock, enforceLimits: false });
  });
  afterAll(async () => {
    await microsoft.stop();
    await dynamoDb.stop();
  });

  const confine = (tenant: SimulatedTenant): void =>
    restrictMailAccess(tenant, [tenant.users[0]?.userPrincipalName ?? '']);

  const connect = async ({ listed = 1, confined = false, users = 6 } = {}) => {
    connected += 1;
    const { table } = dynamoDb;
    const tenant = aTenant({ seed: 800 + connected, users, now: table.clock.now() });
    if (confined) confine(tenant);
    microsoft.addTenant(tenant);
    const upns = tenant.users.filter(({ mailbox }) => mailbox !== null).map((user) => user.userPrincipalName);
    const mailboxes = upns.slice(0, listed).map((upn, at) => ({ mailboxId: mailboxId(at + 1), upn }));
    const runs = await tenantRuns({ table, microsoft, tenant, number: connected, mailboxes, surfaceIds });
    const asked = () => microsoft.counters().byTenant[tenant.tenantId]?.byTemplate[inbox] ?? 0;
    const verdict = async () => {
      const stored = await tenantVerdicts(table).ofTenant(runs.scope, runs.scope.tenantId);
      return stored?.items.find(({ findingId }) => findingId === 'connection.mailboxes-confined')?.verdict;
    };
    const probe = () => mailboxProbes(table).ofTenant(runs.scope);
    const run = async (faults: readonly FaultRule['fault'][] = []) => {
      microsoft.setFaults(faults.map((fault) => ({ match: { template: inbox, tenant: tenant.tenantId }, fault })));
      await runs.run('schedule');
      return verdict();
    };
    const night = async (...faults: FaultRule['fault'][]) => {
      table.clock.advanceSeconds(daySeconds);
      return run(faults);
    };
    return { tenant, run, night, asked, probe, verdict };
  };

  it('warns if the application can read every mailbox, and passes once Exchange restricts it', async () => {
    const { tenant, run, night } = await connect();
    expect(await run()).toBe('unknown');
    expect(await night()).toBe('warn');
    confine(tenant);
    expect(await night()).toBe('pass');
  });

  it('sends one request a night, each for another person, and none during the day', async () => {
    const { tenant, run, night, asked, probe } = await connect({ confined: true });
    const people = new Set<string | null | undefined>();
    for (const nights of [1, 2, 3]) {
      await night();
      expect(asked()).toBe(nights);
      await run();
      expect(asked()).toBe(nights);
      people.add((await probe())?.askedUserId);
    }
    expect(people.size).toBe(3);
    expect(people).not.toContain(tenant.users[0]?.id);
  });

  it('sends no request if every mailbox is listed', async () => {
    const { night, asked } = await connect({ listed: 100, users: 3 });
    expect(await night()).toBe('not-applicable');
    expect(asked()).toBe(0);
  });

  it('is not applicable to a connection that reads no mail', async () => {
    const { run, night, asked, probe } = await connect({ listed: 0 });
    expect(await run()).toBe('not-applicable');
    expect(await night()).toBe('not-applicable');
    expect({ asked: asked(), probe: await probe() }).toEqual({ asked: 0, probe: undefined });
  });

  it.each([
    ['is unavailable', { status: 503 }],
    ['knows no such mailbox', { status: 404, body: { error: { code: 'ErrorInvalidUser', message: '' } } }],
  ] as const)('is unknown if Exchange %s, and keeps the last known outcome', async (_what, fault) => {
    const { night, probe } = await connect({ confined: true });
    expect(await night()).toBe('pass');
    const before = await probe();
    expect(await night(fault)).toBe('unknown');
    const after = await probe();
    expect(after?.known).toEqual(before?.known);
    expect(after?.askedUserId).not.toBe(before?.askedUserId);
    expect(await night()).toBe('pass');
  });

  it('tries again in the same night after the Retry-After, and not before', async () => {
    const { night, run, asked, probe } = await connect({ confined: true });
    expect(await night({ status: 429, retryAfter: 1200 })).toBe('unknown');
    expect({ asked: asked(), probe: await probe() }).toEqual({ asked: 1, probe: undefined });
    await run();
    expect(asked()).toBe(1);
    dynamoDb.table.clock.advanceSeconds(1300);
    expect(await run()).toBe('pass');
    expect(asked()).toBe(2);
    expect(microsoft.counters().insideRetryAfter).toBe(0);
  });
});

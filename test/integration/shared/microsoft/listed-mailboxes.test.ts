import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { listedMailboxes } from '#shared/microsoft/listed-mailboxes.ts';
import { connections } from '#shared/store/connection-store.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionId, mailboxId, newConnection, tenantScope } from '#test/support/numbered-tenants.ts';
import { aSecret } from '#test/support/scripted-microsoft.ts';

const credentials = { read: async () => aSecret };

describe('one item of a mailbox that is read on demand', () => {
  let dynamoDb: TestDynamoDb;
  let tenants = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const mailbox = async () => {
    tenants += 1;
    const { table } = dynamoDb;
    const scope = tenantScope(tenants);
    await connections(table).create(scope, newConnection(tenants));
    const place = { connectionId: connectionId(tenants), mailboxId: mailboxId(1) };
    let sent = 0;
    const fetch = (answer: () => Promise<string>) =>
      listedMailboxes(table, credentials, openTenantScope).inMailbox(scope, place, () => {
        sent += 1;
        return answer();
      });
    return { fetch, scope, sent: () => sent, windows: throttleWindows(table), clock: table.clock };
  };
  const body = async () => 'a body';
  const throttled = (details = {}) =>
    Promise.reject<string>(new AppError('MicrosoftThrottled', 'wait', { retryAfterSeconds: 40, ...details }));

  it('is requested only after the throttle window that a run stored', async () => {
    const { fetch, scope, sent, windows, clock } = await mailbox();
    await windows.open(scope, `outlook#${mailboxId(1)}`, new Date(clock.now().getTime() + 30_000));
    await expect(fetch(body)).rejects.toMatchObject({ code: 'MicrosoftThrottled', details: { retryAfterSeconds: 30 } });
    expect(sent()).toBe(0);
    clock.advanceSeconds(30);
    expect(await fetch(body)).toBe('a body');
  });

  it('stores the throttle window of its answer', async () => {
    const { fetch, sent, clock } = await mailbox();
    await expect(fetch(throttled)).rejects.toMatchObject({ details: { retryAfterSeconds: 40 } });
    clock.advanceSeconds(5);
    await expect(fetch(body)).rejects.toMatchObject({ details: { retryAfterSeconds: 35 } });
    expect(sent()).toBe(1);
  });

  it('stores no mailbox window for throttling by Entra, nor for another mailbox', async () => {
    const { fetch, scope, windows, clock } = await mailbox();
    await expect(fetch(() => throttled({ bucket: 'token' }))).rejects.toMatchObject({ code: 'MicrosoftThrottled' });
    await windows.open(scope, `outlook#${mailboxId(2)}`, new Date(clock.now().getTime() + 30_000));
    expect(await fetch(body)).toBe('a body');
  });
});

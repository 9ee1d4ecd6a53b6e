import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSeconds } from '#shared/kernel/clock.ts';
import { bucketOf, throttleWindows } from '#shared/store/throttle-window-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { mailboxId, tenantScope } from '#test/support/numbered-tenants.ts';

describe('throttle windows', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const inSeconds = (seconds: number) => addSeconds(dynamoDb.table.clock.now(), seconds);

  it('is open until its end, per bucket and tenant', async () => {
    const windows = throttleWindows(dynamoDb.table);
    const until = inSeconds(30);
    await windows.open(tenantScope(1), bucketOf('outlook', mailboxId(1)), until);
    expect([...(await windows.ofTenant(tenantScope(1)))]).toEqual([[`outlook#${mailboxId(1)}`, until]]);
    expect(await windows.ofTenant(tenantScope(2))).toEqual(new Map());
    dynamoDb.table.clock.advanceSeconds(30);
    expect(await windows.ofTenant(tenantScope(1))).toEqual(new Map());
  });

  it('separates the token endpoint from the services', async () => {
    const windows = throttleWindows(dynamoDb.table);
    const [ofTokens, until] = [windows.ofTokenEndpoint(tenantScope(4)), inSeconds(40)];
    expect(await ofTokens.until()).toBeUndefined();
    await ofTokens.open(until);
    expect(await windows.ofTokenEndpoint(tenantScope(4)).until()).toEqual(until);
    expect(await windows.ofTokenEndpoint(tenantScope(5)).until()).toBeUndefined();
    expect([...(await windows.ofTenant(tenantScope(4)))]).toEqual([['token', until]]);
    dynamoDb.table.clock.advanceSeconds(40);
    expect(await ofTokens.until()).toBeUndefined();
  });

  it('is extended but never shortened', async () => {
    const windows = throttleWindows(dynamoDb.table);
    const [short, long] = [inSeconds(10), inSeconds(100)];
    for (const until of [short, long, short]) await windows.open(tenantScope(3), 'reports', until);
    expect((await windows.ofTenant(tenantScope(3))).get('reports')).toEqual(long);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryDue } from '#shared/store/directory-due.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionId, mspId, tenantId, tenantScope } from '#test/support/numbered-tenants.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));
const instant = (minute: number) => at(minute).toISOString();

describe('directoryDue', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  const store = () => directoryDue(dynamoDb.table);
  const announce = (number: number, minute: number, kind: 'posture' | 'communications' = 'posture') =>
    store().schedule(tenantScope(number), connectionId(number), tenantId(number), kind, at(minute));
  const dueAt = async (minute: number, kind: 'posture' | 'communications' = 'posture') =>
    (await store().dueUntil(kind, instant(minute), { limit: 100 })).items.map((entry) => entry.connectionId);

  it('lists the due entries of every MSP up to and including an instant, soonest first', async () => {
    await announce(1, 10);
    await announce(2, 5);
    await announce(3, 15);
    await announce(1, 1, 'communications');
    expect(await dueAt(4)).toEqual([]);
    expect(await dueAt(10)).toEqual([connectionId(2), connectionId(1)]);
    expect(await dueAt(10, 'communications')).toEqual([connectionId(1)]);
    const { items } = await store().dueUntil('posture', instant(5), { limit: 1 });
    expect(items).toEqual([
      { kind: 'posture', dueAt: instant(5), mspId: mspId(2), connectionId: connectionId(2), tenantId: tenantId(2) },
    ]);
  });

  it('reschedules an entry and leaves no second one', async () => {
    await announce(2, 20);
    expect(await dueAt(15)).toEqual([connectionId(1), connectionId(3)]);
    expect(await dueAt(59)).toEqual([connectionId(1), connectionId(3), connectionId(2)]);
    expect(await store().dueAt(tenantScope(2), connectionId(2), 'posture')).toBe(instant(20));
  });

  it('has one entry per connection when several writers reschedule it at once', async () => {
    await announce(4, 1, 'communications');
    await Promise.allSettled([2, 3, 4, 5, 6].map((minute) => announce(4, minute, 'communications')));
    expect((await dueAt(59, 'communications')).filter((id) => id === connectionId(4))).toHaveLength(1);
  });

  it('removes a connection, also twice', async () => {
    await store().unschedule(tenantScope(3), connectionId(3), 'posture');
    await store().unschedule(tenantScope(3), connectionId(3), 'posture');
    expect(await dueAt(59)).toEqual([connectionId(1), connectionId(2)]);
  });

  it('continues after the end of a page', async () => {
    for (const number of [11, 12, 13, 14, 15]) await announce(number, 30);
    const seen: string[] = [];
    let from: string | undefined;
    do {
      const page = await store().dueUntil('posture', instant(30), { limit: 2, from });
      seen.push(...page.items.map((entry) => entry.connectionId));
      from = page.next;
    } while (from !== undefined);
    expect(seen).toEqual([1, 2, 11, 12, 13, 14, 15].map(connectionId));
  });
});

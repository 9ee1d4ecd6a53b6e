import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

describe('rateLimits', () => {
  it('accepts requests up to the limit, refuses the next and accepts it after the announced wait', async () => {
    const limits = rateLimits(db.table);
    const jane = caller('member', { member: 1 });
    db.table.clock.moveTo('2026-11-22T12:00:30.000Z');
    for (let at = 0; at < 5; at += 1) await limits.take(jane, 'bodies', 5);
    const refusal = await limits.take(jane, 'bodies', 5).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'RateLimited', details: { retryAfterSeconds: expect.any(Number) } });
    const { retryAfterSeconds } = (refusal as { details: { retryAfterSeconds: number } }).details;
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
    db.table.clock.advanceSeconds(Math.ceil(retryAfterSeconds));
    await limits.take(jane, 'bodies', 5);
  });

  it('accepts no more than the limit when requests are concurrent', async () => {
    const limits = rateLimits(db.table);
    const jack = caller('member', { member: 2 });
    db.table.clock.moveTo('2026-11-22T13:00:00.000Z');
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => limits.take(jack, 'bodies', 7)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
    for (const each of tries) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'RateLimited' });
    }
  });

  it('counts each member and each action separately', async () => {
    const limits = rateLimits(db.table);
    db.table.clock.moveTo('2026-11-22T14:00:00.000Z');
    await limits.take(caller('member', { member: 3 }), 'bodies', 1);
    await limits.take(caller('member', { member: 4 }), 'bodies', 1);
    await limits.take(caller('member', { member: 3, msp: 2 }), 'bodies', 1);
    await limits.take(caller('member', { member: 3 }), 'exports', 1);
    await expect(limits.take(caller('member', { member: 3 }), 'bodies', 1)).rejects.toMatchObject({
      code: 'RateLimited',
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invitationCounts } from '#shared/store/invitation-count-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

describe('invitationCounts', () => {
  it('refuses the invitation over the limit until midnight UTC, and counts each MSP by itself', async () => {
    const counts = invitationCounts(db.table);
    const msp = caller('admin', { msp: 1 });
    db.table.clock.moveTo('2026-11-22T23:00:00.000Z');
    const policy = { 'ratelimit-policy': '"invitations";q=2;w=86400' };
    expect(await counts.take(msp, 2)).toEqual({ ...policy, ratelimit: '"invitations";r=1;t=3600' });
    expect(await counts.take(msp, 2)).toEqual({ ...policy, ratelimit: '"invitations";r=0;t=3600' });
    await expect(counts.take(msp, 2)).rejects.toMatchObject({
      code: 'RateLimited',
      message: expect.stringContaining('2 people a day'),
      details: { retryAfterSeconds: 3600, headers: { ...policy, ratelimit: '"invitations";r=0;t=3600' } },
    });
    await counts.take(caller('admin', { msp: 2 }), 2);
    db.table.clock.advanceSeconds(3600);
    await counts.take(msp, 2);
  });

  it('accepts no more than the limit when invitations are concurrent', async () => {
    const counts = invitationCounts(db.table);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => counts.take(caller('admin', { msp: 3 }), 7)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
  });
});

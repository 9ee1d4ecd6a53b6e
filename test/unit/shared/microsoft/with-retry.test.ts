import { describe, expect, it } from 'vitest';
import { bucketsOf, openThrottle } from '#shared/microsoft/throttle-windows.ts';
import { type RetryPolicy, withRetry } from '#shared/microsoft/with-retry.ts';

/** A clock that the waits move, and the waits. */
const recordedPolicy = (): { retryPolicy: RetryPolicy; waits: number[] } => {
  let now = new Date('2026-11-22T09:00:00.000Z');
  const waits: number[] = [];
  const clock = { now: () => now };
  const sleep = async (seconds: number) => {
    waits.push(seconds);
    now = new Date(now.getTime() + seconds * 1000);
  };
  const deadlineAt = new Date('2026-11-22T09:05:00.000Z');
  return { retryPolicy: { clock, throttle: openThrottle(clock), deadlineAt, random: () => 0, sleep }, waits };
};

describe('requests of one tenant', () => {
  it('to Conditional Access and identity protection are a second apart', async () => {
    const { retryPolicy, waits } = recordedPolicy();
    const paths = ['/identity/conditionalAccess/policies', '/identityProtection/riskyUsers'];
    for (const path of [...paths, ...paths]) await withRetry(retryPolicy, bucketsOf({ path }), async () => path);
    expect(waits).toEqual([1, 1, 1]);
  });

  it('to the directory follow each other without a wait', async () => {
    const { retryPolicy, waits } = recordedPolicy();
    for (const path of ['/users', '/users', '/groups/{id}/transitiveMembers'])
      await withRetry(retryPolicy, bucketsOf({ path }), async () => path);
    expect(waits).toEqual([]);
  });
});

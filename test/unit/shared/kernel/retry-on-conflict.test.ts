import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { recordConflicts, retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';

const conflict = new AppError('RecordChanged', 'somebody else was first');

/** An attempt that fails with these errors, one after another, and then succeeds. */
const failing = (...errors: readonly unknown[]) => {
  const startedAt: number[] = [];
  const attempt = async (): Promise<string> => {
    startedAt.push(performance.now());
    const error = errors[startedAt.length - 1];
    if (error !== undefined) throw error;
    return 'written';
  };
  return { attempt, startedAt };
};

/** The result or the error, with all pauses passed over. */
const outcomeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const outcome = promise.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return outcome;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('retryOnConflict', () => {
  it('returns the result of the first attempt that has no conflict', async () => {
    const { attempt, startedAt } = failing(conflict, conflict);
    expect(await outcomeOf(retryOnConflict(attempt))).toBe('written');
    expect(startedAt).toHaveLength(3);
  });

  it('throws the conflict after maxAttempts attempts', async () => {
    const { attempt, startedAt } = failing(...Array.from({ length: 100 }, () => conflict));
    expect(await outcomeOf(retryOnConflict(attempt))).toBe(conflict);
    expect(startedAt).toHaveLength(recordConflicts.maxAttempts);
  });

  it('starts no attempt after maxMilliseconds', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { attempt, startedAt } = failing(...Array.from({ length: 100 }, () => conflict));
    const policy = { maxAttempts: 1_000, maxMilliseconds: 5_000 };
    expect(await outcomeOf(retryOnConflict(attempt, policy))).toBe(conflict);
    expect(startedAt.length).toBeLessThan(20);
    expect((startedAt.at(-1) ?? 0) - (startedAt[0] ?? 0)).toBeLessThan(5_000);
  });

  it('waits longer after each attempt, up to the longest pause', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { attempt, startedAt } = failing(conflict, conflict, conflict, conflict);
    const policy = { firstPauseMilliseconds: 50, pauseGrowth: 4, longestPauseMilliseconds: 300 };
    await outcomeOf(retryOnConflict(attempt, policy));
    expect(startedAt.slice(1).map((at, index) => Math.round(at - (startedAt[index] ?? 0)))).toEqual([
      50, 200, 300, 300,
    ]);
  });

  it('throws any other error at once', async () => {
    const failure = new AppError('LastAdmin', 'nobody else is an admin');
    const { attempt, startedAt } = failing(failure);
    expect(await outcomeOf(retryOnConflict(attempt))).toBe(failure);
    expect(startedAt).toHaveLength(1);
  });

  it('repeats the errors that the policy names', async () => {
    const { attempt, startedAt } = failing(new TypeError('busy'));
    const policy = { isConflict: (error: unknown) => error instanceof TypeError };
    expect(await outcomeOf(retryOnConflict(attempt, policy))).toBe('written');
    expect(startedAt).toHaveLength(2);
  });
});

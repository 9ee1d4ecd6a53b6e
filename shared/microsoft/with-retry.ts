import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Clock } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { backoffSeconds, defaultThrottleSeconds, isTransient, maxAttempts } from './backoff.ts';
import type { Throttle } from './throttle-windows.ts';

/** What waiting and trying again need; injected so that a test waits for nothing. */
export interface RetryPolicy {
  readonly clock: Clock;
  readonly throttle: Throttle;
  /** After this instant nobody waits any more: a longer wait is given back to the caller. */
  readonly deadlineAt: Date;
  readonly random: () => number;
  readonly sleep: (seconds: number) => Promise<void>;
}

export const sleep = async (seconds: number): Promise<void> => {
  await sleepFor(Math.ceil(seconds * 1000));
};

/** Until the deadline; negative after it. */
export const remainingSeconds = ({ clock, deadlineAt }: RetryPolicy): number =>
  (deadlineAt.getTime() - clock.now().getTime()) / 1000;

const mustWait = (seconds: number, [bucket]: readonly string[]): AppError =>
  new AppError('MicrosoftThrottled', `microsoft asks us to wait ${Math.ceil(seconds)} s, longer than there is time`, {
    retryAfterSeconds: Math.ceil(seconds),
    bucket,
  });

/** Waits until nothing is closed. Where that takes longer than there is time it throws, and nothing was sent. */
export const waitForThrottleWindows = async (pace: RetryPolicy, buckets: readonly string[]): Promise<void> => {
  for (let wait = pace.throttle.waitSeconds(buckets); wait > 0; wait = pace.throttle.waitSeconds(buckets)) {
    if (wait > remainingSeconds(pace)) throw mustWait(wait, buckets);
    await pace.sleep(wait);
  }
};

/** Closes the window that a throttled answer opens, and answers with its length in seconds. */
export const respectRetryAfter = (
  pace: RetryPolicy,
  buckets: readonly string[],
  error: AppError,
  attempt: number,
): number => {
  const seconds = error.details.retryAfterSeconds ?? defaultThrottleSeconds(attempt, pace.random);
  pace.throttle.close(buckets, seconds);
  return seconds;
};

/**
 * Sends until it is answered: throttled, it waits its window out; failed by weather, it tries again after a while. What does not pass by waiting is
 * thrown at once, and so is a wait that does not fit.
 */
export const withRetry = async <Result>(
  pace: RetryPolicy,
  buckets: readonly string[],
  send: () => Promise<Result>,
): Promise<Result> => {
  for (let attempt = 0; ; attempt += 1) {
    await waitForThrottleWindows(pace, buckets);
    try {
      return await send();
    } catch (error) {
      const isLast = attempt + 1 >= maxAttempts;
      if (isAppError(error, 'MicrosoftThrottled')) {
        const seconds = respectRetryAfter(pace, buckets, error, attempt);
        if (isLast) throw mustWait(seconds, buckets);
      } else if (isTransient(error) && !isLast) {
        const seconds = backoffSeconds(attempt, pace.random);
        if (seconds > remainingSeconds(pace)) throw error;
        await pace.sleep(seconds);
      } else {
        throw error;
      }
    }
  }
};

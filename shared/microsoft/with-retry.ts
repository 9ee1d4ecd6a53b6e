import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Clock } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { backoffSeconds, defaultThrottleSeconds, isTransient, maxAttempts } from './backoff.ts';
import { paceAfter, type Throttle } from './throttle-windows.ts';

/** What retries need. Injected so that tests do not wait. */
export interface RetryPolicy {
  readonly clock: Clock;
  readonly throttle: Throttle;
  /** No wait extends past this instant. A longer wait is returned to the caller. */
  readonly deadlineAt: Date;
  readonly random: () => number;
  readonly sleep: (seconds: number) => Promise<void>;
}

export const sleep = async (seconds: number): Promise<void> => {
  await sleepFor(Math.ceil(seconds * 1000));
};

/** Negative after the deadline. */
export const remainingSeconds = ({ clock, deadlineAt }: RetryPolicy): number =>
  (deadlineAt.getTime() - clock.now().getTime()) / 1000;

const waitExceedsTimeLeft = (seconds: number, [bucket]: readonly string[]): AppError =>
  new AppError('MicrosoftThrottled', `microsoft asks us to wait ${Math.ceil(seconds)} s, which exceeds the time left`, {
    retryAfterSeconds: Math.ceil(seconds),
    bucket,
  });

/** Waits until no window is open. Throws without sending anything where that takes longer than the time left. */
export const waitForThrottleWindows = async (retryPolicy: RetryPolicy, buckets: readonly string[]): Promise<void> => {
  for (
    let wait = retryPolicy.throttle.waitSeconds(buckets);
    wait > 0;
    wait = retryPolicy.throttle.waitSeconds(buckets)
  ) {
    if (wait > remainingSeconds(retryPolicy)) throw waitExceedsTimeLeft(wait, buckets);
    await retryPolicy.sleep(wait);
  }
};

/** Stores the throttle window of a 429 response and returns its length in seconds. */
export const respectRetryAfter = (
  retryPolicy: RetryPolicy,
  buckets: readonly string[],
  error: AppError,
  attempt: number,
): number => {
  const seconds = error.details.retryAfterSeconds ?? defaultThrottleSeconds(attempt, retryPolicy.random);
  retryPolicy.throttle.close(buckets, seconds);
  return seconds;
};

/**
 * Sends a request until it succeeds: a throttled one waits for its window, a transient failure is retried with backoff.
 * Other errors are thrown at once, and so is a wait that exceeds the time left.
 */
export const withRetry = async <Result>(
  retryPolicy: RetryPolicy,
  buckets: readonly string[],
  send: () => Promise<Result>,
): Promise<Result> => {
  for (let attempt = 0; ; attempt += 1) {
    await waitForThrottleWindows(retryPolicy, buckets);
    paceAfter(retryPolicy.throttle, buckets);
    try {
      return await send();
    } catch (error) {
      const isLast = attempt + 1 >= maxAttempts;
      if (isAppError(error, 'MicrosoftThrottled')) {
        const seconds = respectRetryAfter(retryPolicy, buckets, error, attempt);
        if (isLast) throw waitExceedsTimeLeft(seconds, buckets);
      } else if (isTransient(error) && !isLast) {
        const seconds = backoffSeconds(attempt, retryPolicy.random);
        if (seconds > remainingSeconds(retryPolicy)) throw error;
        await retryPolicy.sleep(seconds);
      } else {
        throw error;
      }
    }
  }
};

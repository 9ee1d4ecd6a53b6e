import { isAppError } from './errors.ts';

/** How often and how long an attempt is repeated. */
export interface ConflictRetryPolicy {
  readonly maxAttempts: number;
  /** No attempt starts after this time. Monotonic time is used, because the injected clock may not advance. */
  readonly maxMilliseconds: number;
  /** The longest pause after the first attempt. Each further pause may be `pauseGrowth` times as long. */
  readonly firstPauseMilliseconds: number;
  readonly pauseGrowth: number;
  readonly longestPauseMilliseconds: number;
  /** Whether an error means that another writer was first. */
  readonly isConflict: (error: unknown) => boolean;
}

/** For the records of one tenant or member, which few writers change at the same time. */
export const recordConflicts: ConflictRetryPolicy = {
  maxAttempts: 8,
  maxMilliseconds: 5_000,
  firstPauseMilliseconds: 20,
  pauseGrowth: 2,
  longestPauseMilliseconds: 1_600,
  isConflict: (error) => isAppError(error, 'RecordChanged'),
};

/**
 * Runs an attempt that reads, decides and writes, and repeats it while other writers are first. Each attempt must read
 * again. Pauses have a random length (full jitter), so that writers that collided do not collide again. After
 * `maxAttempts` attempts or `maxMilliseconds` it throws the conflict; any other error is thrown at once.
 */
export const retryOnConflict = async <Result>(
  attempt: () => Promise<Result>,
  policy: Partial<ConflictRetryPolicy> = {},
): Promise<Result> => {
  const limits = { ...recordConflicts, ...policy };
  const deadline = performance.now() + limits.maxMilliseconds;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!limits.isConflict(error) || attempts >= limits.maxAttempts) throw error;
      await pause(Math.random() * longestPause(limits, attempts));
      if (performance.now() >= deadline) throw error;
    }
  }
};

const longestPause = (limits: ConflictRetryPolicy, attempts: number): number =>
  Math.min(limits.longestPauseMilliseconds, limits.firstPauseMilliseconds * limits.pauseGrowth ** (attempts - 1));

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

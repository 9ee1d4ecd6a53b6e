import { type AppError, isAppError } from '#shared/kernel/errors.ts';

/** The maximum number of attempts, including the first. */
export const maxAttempts = 5;

const baseSeconds = 0.5;
const maxSeconds = 8;

/** Transient faults of Microsoft: no response, a malformed response, a server error. */
export const isTransient = (error: unknown): error is AppError =>
  isAppError(error, 'MicrosoftUnavailable', 'MicrosoftAnswerMalformed');

/**
 * Full jitter: a random wait below a bound that doubles with each attempt, so that clients that failed together do not
 * retry together.
 */
export const backoffSeconds = (attempt: number, random: () => number): number =>
  random() * Math.min(maxSeconds, baseSeconds * 2 ** attempt);

/** Conditional Access throttles without a Retry-After: wait 2, 4, 8 seconds plus jitter. */
export const defaultThrottleSeconds = (attempt: number, random: () => number): number =>
  2 ** (attempt + 1) * (1 + random() / 4);

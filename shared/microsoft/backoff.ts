import { type AppError, isAppError } from '#shared/kernel/errors.ts';

/** How often a request is sent at most, the first time included. */
export const maxAttempts = 5;

const firstSeconds = 0.5;
const longestSeconds = 8;

/** Microsoft's weather: no answer, a broken answer, a server that failed. */
export const isTransient = (error: unknown): error is AppError =>
  isAppError(error, 'MicrosoftUnavailable', 'MicrosoftAnswerMalformed');

/** Full jitter: anywhere between nothing and a bound that doubles, so that a crowd that fell together does not rise together. */
export const backoffSeconds = (attempt: number, random: () => number): number =>
  random() * Math.min(longestSeconds, firstSeconds * 2 ** attempt);

/** Conditional Access throttles without saying for how long: 2, 4, 8 seconds and a little. */
export const defaultThrottleSeconds = (attempt: number, random: () => number): number =>
  2 ** (attempt + 1) * (1 + random() / 4);

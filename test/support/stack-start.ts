import { testNow } from './simulated-microsoft.ts';

/**
 * When the clock of a test's stack starts, and the instant that its fixtures are made for. It is the same in every run, so no test
 * depends on when it runs; `TEST_NOW` takes another instant, and CI tries several.
 */
export const stackStart = (given = process.env['TEST_NOW']): Date => {
  const start = given === undefined ? testNow : new Date(given);
  if (Number.isNaN(start.getTime()))
    throw new Error(`TEST_NOW got ${given}, want an instant like 2030-01-31T08:00:00Z`);
  return start;
};

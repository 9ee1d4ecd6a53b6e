import { testNow } from './simulated-microsoft.ts';

/**
 * The instant at which the clock of a test's stack starts, and for which its fixtures are made. It is the same in every
 * run, so no test depends on the time of day. `TEST_NOW` sets another instant; CI runs with several.
 */
export const stackStart = (given = process.env['TEST_NOW']): Date => {
  const start = given === undefined ? testNow : new Date(given);
  if (Number.isNaN(start.getTime()))
    throw new Error(`TEST_NOW got ${given}, want an instant like 2030-01-31T08:00:00Z`);
  return start;
};

import { describe, expect, it } from 'vitest';
import { scenarios } from './scenarios/index.ts';
import { root, runScenarioIn } from './unprotected-copy.ts';

/** The half of `npm run faults` that tests the code: each fault has the outcome that the page says. */
describe('the fault catalog', () => {
  it.each(scenarios.map(({ number, fault, expected }, index) => ({ number, fault, expected, index })))(
    '$number: $fault',
    async ({ index, expected }) => {
      expect(await runScenarioIn(root, index)).toBe(expected);
    },
  );
});

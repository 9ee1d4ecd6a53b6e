import { describe, expect, it } from 'vitest';
import { scenarios } from './scenarios/index.ts';
import { root, runScenarioIn } from './unprotected-copy.ts';

/** The half of `npm run faults` that can break by a change elsewhere: each fault comes to what the page says. The other half takes the protections out. */
describe('the fault catalog', () => {
  it.each(scenarios.map(({ number, fault, expected }, index) => ({ number, fault, expected, index })))(
    '$number: $fault',
    async ({ index, expected }) => {
      expect(await runScenarioIn(root, index)).toBe(expected);
    },
  );
});

import { expect, it } from 'vitest';
import { fuzzCoverage } from './compare-coverage.ts';

it('finds no difference between the engine and a brute force over every sign-in, in 4000 sets of policies', () => {
  expect(fuzzCoverage(100_000, 4000).failures).toEqual([]);
}, 300_000);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollarsOf, sumOfDollars } from '#shared/kernel/dollar-amounts.ts';

describe('amounts', () => {
  it('add up to the cent, whatever a binary fraction makes of them', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(sumOfDollars([0.1, 0.2])).toBe(0.3);
    fc.assert(
      fc.property(fc.array(fc.nat(100_000_000), { minLength: 1 }), (cents) => {
        const exact = cents.reduce((sum, each) => sum + each, 0);
        expect(sumOfDollars(cents.map(dollarsOf))).toBe(dollarsOf(exact));
      }),
    );
  });

  it('leave out what is not known, and are not known where nothing is', () => {
    expect(sumOfDollars([24, null, 12.5])).toBe(36.5);
    expect(sumOfDollars([null])).toBeNull();
    expect(sumOfDollars([])).toBeNull();
  });
});

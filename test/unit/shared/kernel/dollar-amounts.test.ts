import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollarsOf, sumOfDollars } from '#shared/kernel/dollar-amounts.ts';

describe('sumOfDollars', () => {
  it('adds up exactly to the cent despite binary fractions', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(sumOfDollars([0.1, 0.2])).toBe(0.3);
    fc.assert(
      fc.property(fc.array(fc.nat(100_000_000), { minLength: 1 }), (cents) => {
        const exact = cents.reduce((sum, each) => sum + each, 0);
        expect(sumOfDollars(cents.map(dollarsOf))).toBe(dollarsOf(exact));
      }),
    );
  });

  it('leaves out unknown amounts and returns null when none is known', () => {
    expect(sumOfDollars([24, null, 12.5])).toBe(36.5);
    expect(sumOfDollars([null])).toBeNull();
    expect(sumOfDollars([])).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameContent } from '#shared/kernel/content.ts';

describe('isSameContent', () => {
  it('ignores the order of keys and undefined fields at any depth', () => {
    expect(isSameContent({ b: 1, a: { d: [2, 1], c: undefined } }, { a: { d: [2, 1] }, b: 1 })).toBe(true);
  });

  it.each([
    ['the order of a list', [1, 2], [2, 1]],
    ['the type of a value', { a: 1 }, { a: '1' }],
    ['null and an absent field', { a: null }, {}],
    ['undefined and null', undefined, null],
    ['undefined and its name', undefined, 'undefined'],
    ['a list and an object', [1], { 0: 1 }],
  ])('distinguishes %s', (_what, one, other) => {
    expect(isSameContent(one, other)).toBe(false);
  });

  it('agrees with the values for any two of them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(isSameContent(one, structuredClone(one))).toBe(true);
        if (isSame) expect(isSameContent(one, other)).toBe(true);
      }),
    );
  });
});

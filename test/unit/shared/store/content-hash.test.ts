import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '#shared/store/content-hash.ts';

describe('contentHash', () => {
  it('does not depend on the order of keys or on undefined fields', () => {
    expect(contentHash(1, { b: 1, a: { d: [2, 1], c: undefined } })).toBe(contentHash(1, { a: { d: [2, 1] }, b: 1 }));
  });

  it('depends on the version, on the order of a list and on every value', () => {
    const hashes = [contentHash(1, [1, 2]), contentHash(2, [1, 2]), contentHash(1, [2, 1]), contentHash(1, [1, '2'])];
    expect(new Set(hashes).size).toBe(4);
  });

  it('is equal for equal values with keys in another order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(contentHash(1, turned)).toBe(contentHash(1, value));
      }),
    );
  });

  it('accepts a text that was cut within a surrogate pair', () => {
    expect(contentHash(1, 'cut \ud83d')).toMatch(/^[\w-]{43}$/);
  });
});

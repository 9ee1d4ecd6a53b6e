import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from '#shared/microsoft/retry-after.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const month = 30 * 86_400;

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    ['2.128', 2.128],
    [' 5 ', 5],
    ['0', 0],
    ['-3', 0],
    ['+4', 4],
    ['99999999999999999999', month],
    ['9'.repeat(400), month],
    ['Sun, 22 Nov 2026 09:02:00 GMT', 120],
    ['Sun, 22 Nov 2026 08:00:00 GMT', 0],
    ['Sun, 22 Nov 2099 08:00:00 GMT', month],
    ['Sunday, 22-Nov-26 09:00:30 GMT', 30],
  ])('reads %s as %d', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });

  it.each([null, undefined, '', '  ', 'soon', 'NaN', 'Infinity', '1e3', '5, 10', '2026-11-22T10:00:00Z'])(
    'takes nothing from %s',
    (header) => {
      expect(retryAfterSeconds(header, now)).toBeUndefined();
    },
  );

  it('is never negative, at most the maximum, and never less than requested', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e9 }), (requested) => {
        const wait = retryAfterSeconds(requested.toFixed(3), now) ?? -1;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(month);
        if (requested < month) expect(wait).toBeGreaterThanOrEqual(Number(requested.toFixed(3)));
      }),
    );
  });

  it('reads every date within a month to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: month }), (seconds) => {
        const date = new Date(now.getTime() + seconds * 1000).toUTCString();
        expect(retryAfterSeconds(date, now)).toBe(seconds);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const wait = retryAfterSeconds(text, now);
        expect(wait === undefined || (wait >= 0 && wait <= month)).toBe(true);
      }),
    );
  });
});

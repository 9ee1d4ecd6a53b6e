import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOf } from '#shared/kernel/clock.ts';
import { daysUntil, reachedWarnings } from '#shared/kernel/credential-warning.ts';

const now = new Date('2026-11-22T23:59:00Z');

describe('daysUntil', () => {
  it('counts whole calendar days, whatever the hour', () => {
    expect(daysUntil('2026-11-22', now)).toBe(0);
    expect(daysUntil('2026-11-23', now)).toBe(1);
    expect(daysUntil('2026-11-21', now)).toBe(-1);
  });

  it('returns the number of days that were added', () => {
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.integer({ min: -400, max: 4000 }), (at, days) => {
        expect(daysUntil(dateOf(addDays(at, days)), at)).toBe(days);
      }),
    );
  });
});

describe('reachedWarnings', () => {
  it.each([
    [31, []],
    [30, ['30-days']],
    [15, ['30-days']],
    [14, ['30-days', '14-days']],
    [7, ['30-days', '14-days', '7-days']],
    [3, ['30-days', '14-days', '7-days', '3-days']],
    [0, ['30-days', '14-days', '7-days', '3-days']],
    [-1, ['30-days', '14-days', '7-days', '3-days', 'expired']],
  ])('returns for %i days before expiry %j', (days, warnings) => {
    expect(reachedWarnings(dateOf(addDays(now, days)), now)).toEqual(warnings);
  });

  it('returns none when the expiry is unknown', () => {
    expect(reachedWarnings(null, now)).toEqual([]);
  });
});

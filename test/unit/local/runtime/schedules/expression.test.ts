import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '#local/runtime/schedules/expression.ts';

const sunday = Date.parse('2026-11-22T00:00:00Z');
const next = (expression: string, zone = 'UTC', after = sunday): string | undefined => {
  const at = parseExpression(expression, zone, sunday).next(after);
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000', '');
};

describe('a schedule expression', () => {
  it.each([
    ['rate(10 minutes)', '2026-11-22T00:10:00Z'],
    ['rate(1 hour)', '2026-11-22T01:00:00Z'],
    ['rate(2 days)', '2026-11-24T00:00:00Z'],
    ['cron(0 6 * * ? *)', '2026-11-22T06:00:00Z'],
    ['cron(15 10 ? * 2 *)', '2026-11-23T10:15:00Z'],
    ['cron(15 10 ? * 1 *)', '2026-11-22T10:15:00Z'],
    ['cron(15 10 ? * 7 *)', '2026-11-28T10:15:00Z'],
    ['cron(15 10 ? * MON-FRI *)', '2026-11-23T10:15:00Z'],
    ['cron(0/15 * * * ? *)', '2026-11-22T00:15:00Z'],
    ['cron(0 8 1,15 * ? *)', '2026-12-01T08:00:00Z'],
    ['cron(0 0 L * ? *)', '2026-11-30T00:00:00Z'],
    ['cron(0 0 15W * ? *)', '2026-12-15T00:00:00Z'],
    ['cron(0 0 ? * 6L *)', '2026-11-27T00:00:00Z'],
    ['cron(0 0 ? * 3#1 *)', '2026-12-01T00:00:00Z'],
    ['cron(0 0 1 1 ? 2028)', '2028-01-01T00:00:00Z'],
    ['at(2026-12-24T18:00:00)', '2026-12-24T18:00:00Z'],
  ])('%s is next due at %s', (expression, at) => {
    expect(next(expression)).toBe(at);
  });

  it('follows its time zone through the change to daylight saving time', () => {
    const springForward = Date.parse('2027-03-27T12:00:00Z');
    expect(next('cron(0 6 * * ? *)', 'Europe/Berlin', springForward)).toBe('2027-03-28T04:00:00Z');
    expect(next('cron(0 6 * * ? *)', 'Europe/Berlin')).toBe('2026-11-22T05:00:00Z');
    expect(next('at(2026-12-24T18:00:00)', 'America/New_York')).toBe('2026-12-24T23:00:00Z');
  });

  it('has no next instant after its last one', () => {
    expect(next('at(2026-11-21T00:00:00)')).toBeUndefined();
    expect(next('cron(0 0 1 1 ? 2020)')).toBeUndefined();
  });

  it.each(['rate(0 minutes)', 'rate(5 weeks)', 'cron(0 6 * * *)', 'cron(0 6 * * * *)', 'cron(0 6 ? * ? *)', 'daily'])(
    'refuses %s',
    (expression) => {
      expect(() => parseExpression(expression, 'UTC', sunday)).toThrow(expression.slice(0, 4));
    },
  );

  it('counts the instants in a range as stepping through it would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 3_000 }),
        (minutes, from, length) => {
          const { next: step, lastUntil } = parseExpression(`rate(${minutes} minutes)`, 'UTC', sunday);
          const [after, until] = [sunday + from * 61_000, sunday + (from + length) * 61_000];
          const walked: number[] = [];
          for (let at = step(after); at !== undefined && at <= until; at = step(at)) walked.push(at);
          expect(lastUntil(after, until)).toEqual(
            walked.length === 0 ? undefined : { at: walked.at(-1), count: walked.length },
          );
        },
      ),
    );
  });
});

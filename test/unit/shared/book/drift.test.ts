import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DriftDay, driftOf } from '#shared/book/drift.ts';
import type { CoverageChange } from '#shared/posture/coverage-changes.ts';
import { unknownNumbers } from '#shared/posture/tenant-numbers.ts';

const on = (day: number): string => `2026-11-${String(day).padStart(2, '0')}`;
const move = (what: CoverageChange['kind'], name: string, broken: Partial<CoverageChange> = {}): CoverageChange => ({
  at: `${on(1)}T00:00:00.000Z`,
  kind: what,
  subject: { kind: 'user', id: name, name },
  privileged: false,
  capable: null,
  enforced: null,
  explainedBy: null,
  ...broken,
});
const day = (number: number, capable: number | null, ...moves: CoverageChange[]): DriftDay => ({
  on: on(number),
  numbers: { users: { ...unknownNumbers, of: 100, capable }, privileged: unknownNumbers, secureScore: null },
  coverageChanges: moves,
});
const told = (...days: DriftDay[]) => driftOf(days, on(30));

describe('drift', () => {
  it('reports a fall with its start, its causes and their explanation', () => {
    const explainedBy = { changeId: 'c', at: '', activity: 'Admin deleted security info', by: 'ada@acme.example' };
    const stories = told(
      day(10, 92),
      day(11, 92, move('became-capable', 'Before')),
      day(12, 90, move('became-incapable', 'Ann', { explainedBy }), move('joined', 'Ben', { capable: false })),
      day(13, 85, move('left', 'Cleo', { capable: true }), move('joined', 'Dee', { capable: true })),
    );
    expect(stories).toMatchObject([
      {
        signal: 'mfa-capable-percent',
        direction: 'worse',
        since: on(12),
        causesTotal: 3,
        from: { on: on(11), percent: 92 },
        to: { on: on(13), percent: 85 },
        causes: [{ subject: { name: 'Ann' } }, { subject: { name: 'Ben' } }, { subject: { name: 'Cleo' } }],
        story:
          'People who can use MFA: 92 % → 85 % since 2026-11-12: Ann can no longer use MFA (Admin deleted security info, by ada@acme.example); Ben joined; Cleo left.',
      },
    ]);
  });

  it('reports a rise, and reports a partial recovery as a fall', () => {
    expect(told(day(1, 50), day(2, 80, move('became-capable', 'Ann')))).toMatchObject([
      { direction: 'better', from: { percent: 50 }, to: { percent: 80 }, since: on(2), causesTotal: 1 },
    ]);
    expect(told(day(1, 90), day(2, 70), day(3, 80))).toMatchObject([
      { direction: 'worse', from: { on: on(1), percent: 90 }, to: { percent: 80 }, since: on(2) },
    ]);
  });

  it('reports nothing for a constant value, one day, less than a point, and old changes', () => {
    expect(told()).toEqual([]);
    expect(told(day(1, 90))).toEqual([]);
    expect(told(day(1, 90), day(2, 90))).toEqual([]);
    const share = (capable: number, number: number): DriftDay => ({
      ...day(number, capable),
      numbers: { ...day(1, 0).numbers, users: { ...unknownNumbers, of: 1000, capable } },
    });
    expect(told(share(900, 1), share(891, 2))).toEqual([]);
    expect(driftOf([day(1, 90), day(2, 50)], '2027-03-01')).toEqual([]);
  });

  it('skips days without a known value', () => {
    expect(told(day(1, 90), day(2, null), day(3, 90))).toEqual([]);
    expect(told(day(1, 90), day(2, null, move('became-incapable', 'Ann')), day(3, 80))).toMatchObject([
      { since: on(3), causes: [{ subject: { name: 'Ann' } }] },
    ]);
    expect(told(day(1, null), day(2, null))).toEqual([]);
  });

  it('names the first five of each kind and counts the others', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const [story] = told(day(1, 90), day(2, 83, ...names.map((name) => move('became-incapable', name))));
    expect(story?.story).toContain('A, B, C, D, E and 2 more can no longer use MFA');
    expect(told(day(1, 90), day(2, 83))[0]?.story).toContain('nobody can be named for it');
  });

  it('starts at a value of the window and ends at the newest, for any days', () => {
    const value = fc.option(fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const days = values.map((capable, at) => day(at + 1, capable));
        const known = days.filter(({ numbers }) => numbers.users.capable !== null);
        for (const { from, to, since, direction } of told(...days)) {
          expect(to).toEqual({ on: known.at(-1)?.on, percent: known.at(-1)?.numbers.users.capable });
          expect(from.on < since && since <= to.on).toBe(true);
          expect(direction).toBe(from.percent > to.percent ? 'worse' : 'better');
          expect(known.some((each) => each.on === from.on && each.numbers.users.capable === from.percent)).toBe(true);
        }
      }),
    );
  });
});

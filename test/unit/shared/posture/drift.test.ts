import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CoverageChange } from '#shared/posture/coverage-changes.ts';
import { type DriftDay, driftOf } from '#shared/posture/drift.ts';
import { unknownNumbers } from '#shared/posture/tenant-numbers.ts';

const on = (day: number): string => `2026-11-${String(day).padStart(2, '0')}`;
const change = (kind: CoverageChange['kind'], name: string, broken: Partial<CoverageChange> = {}): CoverageChange => ({
  at: `${on(1)}T00:00:00.000Z`,
  kind,
  subject: { kind: 'user', id: name, name },
  privileged: false,
  capable: null,
  enforced: null,
  explainedBy: null,
  ...broken,
});
const day = (number: number, capable: number | null, ...changes: CoverageChange[]): DriftDay => ({
  on: on(number),
  numbers: { users: { ...unknownNumbers, of: 100, capable }, privileged: unknownNumbers, secureScore: null },
  coverageChanges: changes,
});
const storiesOf = (...days: DriftDay[]) => driftOf(days, on(30));

describe('drift', () => {
  it('reports a fall with its start, its causes and their explanation', () => {
    const explainedBy = { changeId: 'c', at: '', activity: 'Admin deleted security info', by: 'ada@acme.example' };
    const stories = storiesOf(
      day(10, 92),
      day(11, 92, change('became-capable', 'Before')),
      day(12, 90, change('became-incapable', 'Ann', { explainedBy }), change('joined', 'Ben', { capable: false })),
      day(13, 85, change('left', 'Cleo', { capable: true }), change('joined', 'Dee', { capable: true })),
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
    expect(storiesOf(day(1, 50), day(2, 80, change('became-capable', 'Ann')))).toMatchObject([
      { direction: 'better', from: { percent: 50 }, to: { percent: 80 }, since: on(2), causesTotal: 1 },
    ]);
    expect(storiesOf(day(1, 90), day(2, 70), day(3, 80))).toMatchObject([
      { direction: 'worse', from: { on: on(1), percent: 90 }, to: { percent: 80 }, since: on(2) },
    ]);
  });

  it('reports nothing for a constant value, one day, less than a point, and old changes', () => {
    expect(storiesOf()).toEqual([]);
    expect(storiesOf(day(1, 90))).toEqual([]);
    expect(storiesOf(day(1, 90), day(2, 90))).toEqual([]);
    const share = (capable: number, number: number): DriftDay => ({
      ...day(number, capable),
      numbers: { ...day(1, 0).numbers, users: { ...unknownNumbers, of: 1000, capable } },
    });
    expect(storiesOf(share(900, 1), share(891, 2))).toEqual([]);
    expect(driftOf([day(1, 90), day(2, 50)], '2027-03-01')).toEqual([]);
  });

  it('skips days without a known value', () => {
    expect(storiesOf(day(1, 90), day(2, null), day(3, 90))).toEqual([]);
    expect(storiesOf(day(1, 90), day(2, null, change('became-incapable', 'Ann')), day(3, 80))).toMatchObject([
      { since: on(3), causes: [{ subject: { name: 'Ann' } }] },
    ]);
    expect(storiesOf(day(1, null), day(2, null))).toEqual([]);
  });

  it('names the first five of each kind and counts the others', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const [story] = storiesOf(day(1, 90), day(2, 83, ...names.map((name) => change('became-incapable', name))));
    expect(story?.story).toContain('A, B, C, D, E and 2 more can no longer use MFA');
    expect(storiesOf(day(1, 90), day(2, 83))[0]?.story).toContain('no cause is known');
  });

  it('starts at a value of the window and ends at the newest, for any days', () => {
    const value = fc.option(fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const days = values.map((capable, at) => day(at + 1, capable));
        const known = days.filter(({ numbers }) => numbers.users.capable !== null);
        for (const { from, to, since, direction } of storiesOf(...days)) {
          expect(to).toEqual({ on: known.at(-1)?.on, percent: known.at(-1)?.numbers.users.capable });
          expect(from.on < since && since <= to.on).toBe(true);
          expect(direction).toBe(from.percent > to.percent ? 'worse' : 'better');
          expect(known.some((each) => each.on === from.on && each.numbers.users.capable === from.percent)).toBe(true);
        }
      }),
    );
  });
});

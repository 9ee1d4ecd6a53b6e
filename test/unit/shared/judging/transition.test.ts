import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyExpiry, expiryHistory, noSuppression } from '#shared/judging/expiry.ts';
import { type FindingRow, FindingState, isNew, isOpen, isSuppressionExpired } from '#shared/judging/finding-row.ts';
import { rankOf, rankReasonsOf } from '#shared/judging/ranking.ts';
import { applyMove, latestExpiry, type Move, MoveTarget } from '#shared/judging/transition.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { tenantId } from '#test/support/posture-facts.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const in10Days = instantOf(addDays(now, 10));
const memberId = MemberId.parse(`mem_${'1'.padStart(26, '0')}`);

const aRow = (broken: Partial<FindingRow> = {}): FindingRow & { tenantId: string } => {
  const row = {
    ...({ findingId: 'area.state', version: 1, subject: { kind: 'user', id: 'u', name: 'U' }, tenantId } as const),
    ...({ verdict: 'fail', severity: 'high', threat: false, state: 'open', stale: false, reason: 'so it is' } as const),
    ...{
      evidence: {},
      usersAffected: 1,
      usersInTenant: 4,
      privileged: false,
      userDomain: null,
      dollarsPerYear: null,
      fingerprints: [],
    },
    ...{ firstSeenAt: '2026-11-01T00:00:00.000Z', lastSeenAt: '2026-11-21T00:00:00.000Z', reopenedAt: null },
    ...{ acknowledgedAt: null, resolvedAt: null, resolvedReason: null, revision: 3, ...noSuppression },
    ...broken,
  };
  return { ...row, rank: rankOf(row), rankReasons: rankReasonsOf(row) };
};
const move = (to: Move['to'], broken: Partial<Move> = {}): Move => ({
  ...{ to, reason: null, until: null, approver: null },
  ...(to === 'muted' || to === 'risk-accepted' ? { reason: 'agreed', until: in10Days } : {}),
  ...(to === 'risk-accepted' ? { approver: 'Ada' } : {}),
  ...broken,
});
const moved = (before: FindingRow, to: Move) => {
  const change = applyMove(before, to, { now, memberId });
  if (change === undefined) throw new Error('nothing was moved');
  return change;
};

describe('a move by hand', () => {
  it.each(MoveTarget.options)('to %s leaves judgment, rank and sighting as they are', (to) => {
    const before = aRow({ state: to === 'open' ? 'muted' : 'open', until: to === 'open' ? in10Days : null });
    const { row, historyEntries } = moved(before, move(to));
    const { state, until, approver, moveReason, acceptedSeverity, acknowledgedAt, revision, ...rest } = row;
    expect(before).toMatchObject(rest);
    expect(state).toBe(to);
    expect(revision).toBe(4);
    expect(historyEntries).toEqual([
      {
        ...{ at: instantOf(now), event: 'moved', verdict: 'fail', severity: 'high', state: to, resolvedReason: null },
        ...{ memberId, reason: moveReason, until, approver },
      },
    ]);
    expect(acceptedSeverity).toBe(isOpen(row) ? null : 'high');
    expect(acknowledgedAt).toBe(to === 'acknowledged' || to === 'in-progress' ? instantOf(now) : null);
  });

  it('ends what was muted when it goes on', () => {
    const muted = moved(aRow(), move('muted')).row;
    expect(moved(muted, move('in-progress')).row).toMatchObject({ state: 'in-progress', ...noSuppression });
    expect(moved(muted, move('risk-accepted')).row).toMatchObject({ state: 'risk-accepted', approver: 'Ada' });
  });

  it('keeps when it was first acknowledged, and forgets it when it is opened again', () => {
    const seen = aRow({ state: 'acknowledged', acknowledgedAt: '2026-11-20T00:00:00.000Z' });
    expect(moved(seen, move('in-progress')).row.acknowledgedAt).toBe('2026-11-20T00:00:00.000Z');
    expect(moved(seen, move('open')).row.acknowledgedAt).toBeNull();
  });

  it('writes nothing for the same move again, and something for other words', () => {
    const muted = moved(aRow(), move('muted')).row;
    expect(applyMove(muted, move('muted'), { now, memberId })).toBeUndefined();
    expect(moved(muted, move('muted', { reason: 'longer' })).row).toMatchObject({ moveReason: 'longer' });
  });

  it.each(MoveTarget.options)('to %s is refused once it is resolved', (to) => {
    const resolved = aRow({ state: 'resolved', resolvedAt: '2026-11-21T00:00:00.000Z', resolvedReason: 'fixed' });
    expect(() => applyMove(resolved, move(to), { now, memberId })).toThrow(/resolved at 2026-11-21.*\(fixed\)/);
  });

  it('may last 90 days as a mute and 12 months as an accepted risk', () => {
    expect(latestExpiry('muted', now)?.at.toISOString()).toBe('2027-02-20T12:00:00.000Z');
    expect(latestExpiry('risk-accepted', now)?.at.toISOString()).toBe('2027-11-22T12:00:00.000Z');
    expect(latestExpiry('acknowledged', now)).toBeUndefined();
  });
});

describe('a mute that has ended', () => {
  const muted = aRow({ state: 'muted', until: in10Days, acknowledgedAt: '2026-11-22T00:00:00.000Z' });
  const end = new Date(in10Days);

  it('is open again from that moment on, whoever looks when', () => {
    expect(applyExpiry(muted, new Date(end.getTime() - 1))).toBe(muted);
    const open = applyExpiry(muted, end);
    expect(open).toMatchObject({ state: 'open', reopenedAt: in10Days, acknowledgedAt: null });
    expect(open.rank).toBe(rankOf({ ...muted, reopenedAt: in10Days }));
    expect(applyExpiry(muted, addDays(end, 30))).toEqual(open);
    expect(isSuppressionExpired(open)).toBe(true);
    expect(isNew(open, addDays(end, 0.9))).toBe(true);
    expect(isNew(open, addDays(end, 1))).toBe(false);
  });

  it('tells its history so, and once it is moved the step is kept', () => {
    const open = applyExpiry(muted, addDays(end, 1));
    expect(expiryHistory(open)).toMatchObject([{ at: in10Days, event: 'reopened', reason: 'the mute ended' }]);
    expect(
      expiryHistory(applyExpiry(aRow({ state: 'risk-accepted', until: in10Days, approver: 'Ada' }), end)),
    ).toMatchObject([{ reason: 'the acceptance of the risk ended' }]);
    expect(expiryHistory(muted)).toEqual([]);
    const { row, historyEntries } = moved(open, move('acknowledged'));
    expect(historyEntries.map(({ event }) => event)).toEqual(['reopened', 'moved']);
    expect(expiryHistory(row)).toEqual([]);
  });

  it('leaves everything else as it is, at any time', () => {
    const anyState = fc.constantFrom(...FindingState.options);
    const anyUntil = fc.option(fc.integer({ min: -20, max: 20 }).map((days) => instantOf(addDays(now, days))));
    fc.assert(
      fc.property(anyState, anyUntil, (state, until) => {
        const row = aRow({ state, until });
        const seen = applyExpiry(row, now);
        const isOver =
          (state === 'muted' || state === 'risk-accepted') && until !== null && Date.parse(until) <= now.getTime();
        if (!isOver) expect(seen).toBe(row);
        else expect({ ...seen, state, reopenedAt: null, rank: row.rank, rankReasons: row.rankReasons }).toEqual(row);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyExpiry, expiryHistory, noSuppression } from '#shared/judging/expiry.ts';
import { type FindingRow, FindingState, isNew, isOpen, isSuppressionExpired } from '#shared/judging/finding-row.ts';
import { rankOf } from '#shared/judging/ranking.ts';
import { applyMove, latestExpiry, type Move, MoveTarget } from '#shared/judging/transition.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { findingRow } from '#test/support/finding-rows.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const in10Days = instantOf(addDays(now, 10));
const memberId = MemberId.parse(`mem_${'1'.padStart(26, '0')}`);

const move = (to: (typeof MoveTarget.options)[number], overrides: Partial<Move> = {}): Move => ({
  to,
  reason: null,
  until: null,
  approver: null,
  ...(to === 'muted' || to === 'risk-accepted' ? { reason: 'agreed', until: in10Days } : {}),
  ...(to === 'risk-accepted' ? { approver: 'Ada' } : {}),
  ...overrides,
});
const moved = (previous: FindingRow, to: Move) => {
  const change = applyMove(previous, to, { now, memberId });
  if (change === undefined) throw new Error('the move changed nothing');
  return change;
};

describe('a move by a member', () => {
  it.each(MoveTarget.options)('to %s keeps verdict, rank and lastSeenAt', (to) => {
    const previous = findingRow({ state: to === 'open' ? 'muted' : 'open', until: to === 'open' ? in10Days : null });
    const { row, historyEntries } = moved(previous, move(to));
    const { state, until, approver, moveReason, acceptedSeverity, acknowledgedAt, revision, ...rest } = row;
    expect(previous).toMatchObject(rest);
    expect(state).toBe(to);
    expect(revision).toBe(4);
    expect(historyEntries).toEqual([
      {
        at: instantOf(now),
        event: 'moved',
        verdict: 'fail',
        severity: 'high',
        state: to,
        resolvedReason: null,
        memberId,
        reason: moveReason,
        until,
        approver,
        edited: [],
      },
    ]);
    expect(acceptedSeverity).toBe(isOpen(row) ? null : 'high');
    expect(acknowledgedAt).toBe(to === 'acknowledged' || to === 'in-progress' ? instantOf(now) : null);
  });

  it('clears the mute when the state changes', () => {
    const muted = moved(findingRow(), move('muted')).row;
    expect(moved(muted, move('in-progress')).row).toMatchObject({ state: 'in-progress', ...noSuppression });
    expect(moved(muted, move('risk-accepted')).row).toMatchObject({ state: 'risk-accepted', approver: 'Ada' });
  });

  it('keeps acknowledgedAt of the first acknowledgment, and clears it when the finding is reopened', () => {
    const acknowledged = findingRow({ state: 'acknowledged', acknowledgedAt: '2026-11-20T00:00:00.000Z' });
    expect(moved(acknowledged, move('in-progress')).row.acknowledgedAt).toBe('2026-11-20T00:00:00.000Z');
    expect(moved(acknowledged, move('open')).row.acknowledgedAt).toBeNull();
  });

  it('changes nothing when the move is repeated, and the row when the reason differs', () => {
    const muted = moved(findingRow(), move('muted')).row;
    expect(applyMove(muted, move('muted'), { now, memberId })).toBeUndefined();
    expect(moved(muted, move('muted', { reason: 'longer' })).row).toMatchObject({ moveReason: 'longer' });
  });

  it.each(MoveTarget.options)('to %s is refused when the finding is resolved', (to) => {
    const resolved = findingRow({ state: 'resolved', resolvedAt: '2026-11-21T00:00:00.000Z', resolvedReason: 'fixed' });
    expect(() => applyMove(resolved, move(to), { now, memberId })).toThrow(/resolved at 2026-11-21.*\(fixed\)/);
  });

  it('may last 90 days as a mute and 12 months as an accepted risk', () => {
    expect(latestExpiry('muted', now)?.at.toISOString()).toBe('2027-02-20T12:00:00.000Z');
    expect(latestExpiry('risk-accepted', now)?.at.toISOString()).toBe('2027-11-22T12:00:00.000Z');
    expect(latestExpiry('acknowledged', now)).toBeUndefined();
  });
});

describe('an edit by a member', () => {
  const edit = (fields: Partial<Move>): Move => ({
    to: undefined,
    reason: null,
    until: null,
    approver: null,
    ...fields,
  });
  const ticket = { system: 'ConnectWise', id: '4711', url: null };

  it('keeps the state, and names the changed fields without their values', () => {
    const { row, historyEntries } = moved(findingRow({ state: 'acknowledged' }), edit({ note: 'call Ann', ticket }));
    expect(row).toMatchObject({ state: 'acknowledged', note: 'call Ann', ticket, assigneeId: null });
    expect(historyEntries).toMatchObject([{ event: 'edited', edited: ['note', 'ticket'], reason: null, memberId }]);
    expect(JSON.stringify(historyEntries)).not.toContain('Ann');
  });

  it('clears a field with null, and keeps one that is absent', () => {
    const noted = findingRow({ assigneeId: memberId, note: 'call Ann', ticket });
    expect(moved(noted, edit({ note: null })).row).toMatchObject({ assigneeId: memberId, note: null, ticket });
  });

  it('changes nothing when it is repeated', () => {
    const noted = findingRow({ assigneeId: memberId, note: 'call Ann', ticket });
    expect(
      applyMove(noted, edit({ assigneeId: memberId, note: 'call Ann', ticket }), { now, memberId }),
    ).toBeUndefined();
  });

  it('may change a resolved finding', () => {
    const resolved = findingRow({ state: 'resolved', resolvedAt: '2026-11-21T00:00:00.000Z', resolvedReason: 'fixed' });
    expect(moved(resolved, edit({ note: 'done by Ann' })).row).toMatchObject({
      state: 'resolved',
      note: 'done by Ann',
    });
  });

  it('can be part of a move', () => {
    const { row, historyEntries } = moved(findingRow(), move('in-progress', { assigneeId: memberId }));
    expect(row).toMatchObject({ state: 'in-progress', assigneeId: memberId });
    expect(historyEntries).toMatchObject([{ event: 'moved', edited: ['assignee'] }]);
  });

  it('records an expiry that no run has stored', () => {
    const muted = findingRow({ state: 'muted', until: in10Days });
    const { row, historyEntries } = moved(applyExpiry(muted, addDays(now, 11)), edit({ note: 'look again' }));
    expect(historyEntries.map(({ event }) => event)).toEqual(['reopened', 'edited']);
    expect(row).toMatchObject({ state: 'open', until: null, note: 'look again' });
  });
});

describe('an expired mute', () => {
  const muted = findingRow({ state: 'muted', until: in10Days, acknowledgedAt: '2026-11-22T00:00:00.000Z' });
  const end = new Date(in10Days);

  it('is open from the instant of expiry, at whatever time it is read', () => {
    expect(applyExpiry(muted, new Date(end.getTime() - 1))).toBe(muted);
    const open = applyExpiry(muted, end);
    expect(open).toMatchObject({ state: 'open', reopenedAt: in10Days, acknowledgedAt: null });
    expect(open.rank).toBe(rankOf({ ...muted, reopenedAt: in10Days }));
    expect(applyExpiry(muted, addDays(end, 30))).toEqual(open);
    expect(isSuppressionExpired(open)).toBe(true);
    expect(isNew(open, addDays(end, 0.9))).toBe(true);
    expect(isNew(open, addDays(end, 1))).toBe(false);
  });

  it('adds a reopened entry to the history, and keeps it after a move', () => {
    const open = applyExpiry(muted, addDays(end, 1));
    expect(expiryHistory(open)).toMatchObject([{ at: in10Days, event: 'reopened', reason: 'The mute ended.' }]);
    expect(
      expiryHistory(applyExpiry(findingRow({ state: 'risk-accepted', until: in10Days, approver: 'Ada' }), end)),
    ).toMatchObject([{ reason: 'The acceptance of the risk ended.' }]);
    expect(expiryHistory(muted)).toEqual([]);
    const { row, historyEntries } = moved(open, move('acknowledged'));
    expect(historyEntries.map(({ event }) => event)).toEqual(['reopened', 'moved']);
    expect(expiryHistory(row)).toEqual([]);
  });

  it('changes nothing but an expired mute or acceptance', () => {
    const anyState = fc.constantFrom(...FindingState.options);
    const anyUntil = fc.option(fc.integer({ min: -20, max: 20 }).map((days) => instantOf(addDays(now, days))));
    fc.assert(
      fc.property(anyState, anyUntil, (state, until) => {
        const row = findingRow({ state, until });
        const read = applyExpiry(row, now);
        const isOver =
          (state === 'muted' || state === 'risk-accepted') && until !== null && Date.parse(until) <= now.getTime();
        if (!isOver) expect(read).toBe(row);
        else expect({ ...read, state, reopenedAt: null, rank: row.rank, rankReasons: row.rankReasons }).toEqual(row);
      }),
    );
  });
});

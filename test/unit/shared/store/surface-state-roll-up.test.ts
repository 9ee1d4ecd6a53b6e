import { describe, expect, it } from 'vitest';
import { rollUp, rollUpMailboxes } from '#shared/store/surface-state-roll-up.ts';

const ok = (dataAsOf: string) => ({ state: 'ok', dataAsOf }) as const;
const failed = { state: 'failed', since: '2026-11-22T12:00:00.000Z', dataAsOf: null } as const;

describe('rollUp', () => {
  it('takes the age of the oldest part', () => {
    expect(rollUp([ok('2026-11-22T12:00:00.000Z'), ok('2026-11-22T11:00:00.000Z')])).toEqual(
      ok('2026-11-22T11:00:00.000Z'),
    );
  });

  it('takes the state of the worst part', () => {
    expect(rollUp([ok('2026-11-22T11:00:00.000Z'), failed])).toEqual({
      ...failed,
      dataAsOf: '2026-11-22T11:00:00.000Z',
    });
  });

  it('lacks what any part lacks', () => {
    const stale = { state: 'stale', dataAsOf: '2026-11-22T10:00:00.000Z' } as const;
    const unread = { count: 2, part: 'record' } as const;
    const partial = { ...ok('2026-11-22T11:00:00.000Z'), state: 'partial', unread } as const;
    expect(rollUp([stale, partial])).toEqual({ ...stale, unread });
    expect(rollUpMailboxes([stale, partial])).toEqual({ ...stale, unread });
  });

  it('returns never-read without parts', () => {
    expect(rollUp([])).toEqual({ state: 'never-read', dataAsOf: null });
  });
});

describe('rollUpMailboxes', () => {
  it('is partial when some mailboxes can be shown and others cannot', () => {
    const needsAccess = { state: 'needs-access', dataAsOf: null } as const;
    expect(rollUpMailboxes([ok('2026-11-22T11:00:00.000Z'), failed, needsAccess])).toMatchObject({
      state: 'partial',
      unread: { count: 2, part: 'mailbox' },
      dataAsOf: '2026-11-22T11:00:00.000Z',
    });
  });

  it('takes the worst state when every mailbox or none can be shown', () => {
    const stale = { state: 'stale', dataAsOf: '2026-11-22T10:00:00.000Z' } as const;
    expect(rollUpMailboxes([ok('2026-11-22T11:00:00.000Z'), stale])).toEqual(stale);
    expect(rollUpMailboxes([failed, failed])).toEqual(failed);
  });
});

import { describe, expect, it } from 'vitest';
import {
  initialReadState,
  type ReadState,
  readCompleted,
  readFailed,
  readPostponed,
  readRefused,
} from '#shared/kernel/read-state.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const later = new Date('2026-11-22T13:00:00.000Z');
const ok: ReadState = readCompleted(now);

describe('the state after a read', () => {
  it('is ok with the instant of the read', () => {
    expect(ok).toEqual({ state: { state: 'ok', dataAsOf: '2026-11-22T12:00:00.000Z' } });
    expect(readCompleted(now, { count: 0, part: 'user' })).toEqual(ok);
  });

  it('is partial when some parts could not be read, with their number and the missing scopes', () => {
    expect(readCompleted(now, { count: 2, part: 'mailbox', needs: [] }).state).toEqual({
      state: 'partial',
      unread: { count: 2, part: 'mailbox' },
      dataAsOf: now.toISOString(),
    });
    expect(readCompleted(now, { count: 1, part: 'policy', needs: ['Directory.Read.All'] }).state).toMatchObject({
      needs: ['Directory.Read.All'],
    });
  });

  it('is failed when there are no facts, stale when there are', () => {
    expect(readFailed(initialReadState, later, 'MicrosoftUnavailable').state).toEqual({
      state: 'failed',
      code: 'MicrosoftUnavailable',
      since: later.toISOString(),
      dataAsOf: null,
    });
    expect(readFailed(ok, later, 'OutOfTime').state).toEqual({
      state: 'stale',
      code: 'OutOfTime',
      since: later.toISOString(),
      dataAsOf: now.toISOString(),
    });
  });

  it('keeps the instant of the first failure in a row', () => {
    const first = readFailed(ok, now, 'OutOfTime');
    expect(readFailed(first, later, 'Internal').state.since).toBe(now.toISOString());
    expect(readPostponed(first, later, later, 'OutOfTime').state.since).toBe(now.toISOString());
    expect(readFailed(readCompleted(now), later, 'Internal').state.since).toBe(later.toISOString());
  });

  it('keeps the version of its facts when a read does not complete', () => {
    const read = { ...ok, factVersion: 3 };
    expect(readFailed(read, later, 'Internal').factVersion).toBe(3);
    expect(readPostponed(read, later, now, 'OutOfTime').factVersion).toBe(3);
  });

  it('is stale while Microsoft asks for a pause, with its end', () => {
    expect(readPostponed(ok, later, now, 'MicrosoftThrottled')).toEqual({
      state: { state: 'stale', code: 'MicrosoftThrottled', since: now.toISOString(), dataAsOf: now.toISOString() },
      resumeAt: later.toISOString(),
    });
  });

  it('keeps what the last read to the end left out, until a read reaches the end again', () => {
    const unread = { count: 2, part: 'record' } as const;
    const partial = readCompleted(now, unread);
    const refusal = { state: 'needs-access', needs: ['Policy.Read.All'] } as const;
    const failed = readFailed(partial, later, 'Internal');
    for (const after of [failed, readPostponed(partial, later, now, 'OutOfTime'), readRefused(partial, refusal, false)])
      expect(after.state).toMatchObject({ unread, dataAsOf: now.toISOString() });
    expect(readFailed(readRefused(failed, refusal, false), later, 'Internal').state).toMatchObject({
      state: 'stale',
      unread,
    });
    expect(readCompleted(later).state).not.toHaveProperty('unread');
  });

  it('keeps the age of its facts when access is missing, and marks an optional scope', () => {
    const refusal = { state: 'needs-access', needs: ['Policy.Read.All'] } as const;
    expect(readRefused(ok, refusal, false).state).toEqual({ ...refusal, dataAsOf: now.toISOString() });
    expect(readRefused(ok, refusal, true).state).toMatchObject({ optional: true });
    expect(readRefused(ok, { ...refusal, state: 'needs-license' }, true).state).not.toHaveProperty('optional');
  });
});

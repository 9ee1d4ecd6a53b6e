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
  });

  it('is failed when there are no facts, stale when there are', () => {
    expect(readFailed(initialReadState, later).state).toEqual({
      state: 'failed',
      since: later.toISOString(),
      dataAsOf: null,
    });
    expect(readFailed(ok, later).state).toEqual({
      state: 'stale',
      since: later.toISOString(),
      dataAsOf: now.toISOString(),
    });
  });

  it('keeps the instant of the first failure in a row', () => {
    const first = readFailed(ok, now);
    expect(readFailed(first, later).state.since).toBe(now.toISOString());
    expect(readPostponed(first, later, later).state.since).toBe(now.toISOString());
    expect(readFailed(readCompleted(now), later).state.since).toBe(later.toISOString());
  });

  it('keeps the version of its facts when a read does not complete', () => {
    const read = { ...ok, factVersion: 3 };
    expect(readFailed(read, later).factVersion).toBe(3);
    expect(readPostponed(read, later, now).factVersion).toBe(3);
  });

  it('is stale while Microsoft asks for a pause, with its end', () => {
    expect(readPostponed(ok, later, now)).toEqual({
      state: { state: 'stale', since: now.toISOString(), dataAsOf: now.toISOString() },
      resumeAt: later.toISOString(),
    });
  });

  it('keeps the age of its facts when access is missing, and marks an optional scope', () => {
    const refusal = { state: 'needs-access', needs: ['Policy.Read.All'] } as const;
    expect(readRefused(ok, refusal, false).state).toEqual({ ...refusal, dataAsOf: now.toISOString() });
    expect(readRefused(ok, refusal, true).state).toMatchObject({ optional: true });
    expect(readRefused(ok, { ...refusal, state: 'needs-license' }, true).state).not.toHaveProperty('optional');
  });
});

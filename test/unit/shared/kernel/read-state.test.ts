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

describe('how a surface stands after a visit', () => {
  it('is as old as its reading, and nothing else', () => {
    expect(ok).toEqual({ state: { state: 'ok', dataAsOf: '2026-11-22T12:00:00.000Z' } });
  });

  it('is failed where it was never read, stale where it was', () => {
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

  it('counts from the first failure in a row', () => {
    const first = readFailed(ok, now);
    expect(readFailed(first, later).state.since).toBe(now.toISOString());
    expect(readPostponed(first, later, later).state.since).toBe(now.toISOString());
    expect(readFailed(readCompleted(now), later).state.since).toBe(later.toISOString());
  });

  it('keeps the version of its facts through whatever did not end', () => {
    const read = { ...ok, factVersion: 3 };
    expect(readFailed(read, later).factVersion).toBe(3);
    expect(readPostponed(read, later, now).factVersion).toBe(3);
  });

  it('is stale while Microsoft asks for a pause, and says until when', () => {
    expect(readPostponed(ok, later, now)).toEqual({
      state: { state: 'stale', since: now.toISOString(), dataAsOf: now.toISOString() },
      resumeAt: later.toISOString(),
    });
  });

  it('keeps the age of its facts where it needs access, and nags about no optional scope', () => {
    const refusal = { state: 'needs-access', needs: ['Policy.Read.All'] } as const;
    expect(readRefused(ok, refusal, false).state).toEqual({ ...refusal, dataAsOf: now.toISOString() });
    expect(readRefused(ok, refusal, true).state).toMatchObject({ optional: true });
    expect(readRefused(ok, { ...refusal, state: 'needs-license' }, true).state).not.toHaveProperty('optional');
  });
});

import { describe, expect, it } from 'vitest';
import { isDue } from '#functions/sync/plan-tenant/is-due.ts';
import type { ReadState } from '#shared/kernel/read-state.ts';
import { defineSurface } from '#shared/surfaces/define-surface.ts';
import { securityDefaults } from '#shared/surfaces/security-defaults/surface.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
const surface = defineSurface({ ...securityDefaults, everySeconds: 6 * 3600, factVersion: 2 });
const readAgo = (seconds: number): ReadState => ({ state: { state: 'ok', dataAsOf: ago(seconds) }, factVersion: 2 });

describe('whether a surface is due', () => {
  it('is due once its facts have expired, not before', () => {
    expect(isDue(surface, readAgo(3600), now)).toBe(false);
    expect(isDue(surface, readAgo(6 * 3600), now)).toBe(true);
  });

  it('is due every tick if configured so, even when a run starts slightly early', () => {
    const everyTick = defineSurface({ ...surface, everySeconds: 1800 });
    expect(isDue(everyTick, readAgo(1790), now)).toBe(true);
    expect(isDue(everyTick, readAgo(60), now)).toBe(false);
  });

  it.each(['needs-access', 'needs-license', 'stale', 'failed', 'never-read'] as const)(
    'is due in the state %s',
    (state) => {
      expect(isDue(surface, { state: { state, dataAsOf: ago(60) }, factVersion: 2 }, now)).toBe(true);
    },
  );

  it('is due if its facts have another version than the code', () => {
    expect(isDue(surface, { ...readAgo(60), factVersion: 1 }, now)).toBe(true);
  });

  it('is not due before the end of a Retry-After', () => {
    const stale: ReadState = { state: { state: 'stale', dataAsOf: ago(9e5) }, resumeAt: ago(-60) };
    expect(isDue(surface, stale, now)).toBe(false);
    expect(isDue(surface, { ...stale, resumeAt: ago(0) }, now)).toBe(true);
  });
});

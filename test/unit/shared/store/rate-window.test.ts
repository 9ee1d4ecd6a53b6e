import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowAllowance } from '#shared/store/rate-window.ts';

const minute = { limit: 60, windowSeconds: 60 };
const counts = fc.record({
  previous: fc.integer({ min: 0, max: 60 }),
  current: fc.integer({ min: 0, max: 60 }),
  elapsedSeconds: fc.double({ min: 0, max: 59.999, noNaN: true }),
});

describe('windowAllowance', () => {
  it('allows the whole limit after a minute without requests', () => {
    expect(windowAllowance({ ...minute, previous: 0, current: 59, elapsedSeconds: 3 })).toEqual({
      allowed: 60,
      retryAfterSeconds: 0,
    });
  });

  it('allows nothing right after a full minute, and half of the limit half a minute later', () => {
    expect(windowAllowance({ ...minute, previous: 60, current: 0, elapsedSeconds: 0 }).allowed).toBe(0);
    expect(windowAllowance({ ...minute, previous: 60, current: 0, elapsedSeconds: 30 }).allowed).toBe(30);
  });

  it('returns the wait after which one more fits, and 0 where it fits now', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { allowed, retryAfterSeconds } = windowAllowance({ ...minute, ...given });
        if (given.current < allowed) {
          expect(retryAfterSeconds).toBe(0);
          return;
        }
        const at = given.elapsedSeconds + retryAfterSeconds + 0.001;
        const later =
          at < 60 ? { ...given, elapsedSeconds: at } : { previous: given.current, current: 0, elapsedSeconds: at - 60 };
        expect(windowAllowance({ ...minute, ...later }).retryAfterSeconds).toBe(0);
        expect(retryAfterSeconds).toBeLessThanOrEqual(120);
      }),
    );
  });
});

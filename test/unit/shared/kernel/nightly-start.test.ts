import { describe, expect, it } from 'vitest';
import { lastNightlyStart } from '#shared/kernel/nightly-start.ts';

describe('lastNightlyStart', () => {
  it.each([
    ['2026-11-22T03:00:00.000Z', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22T02:59:59.999Z', '2026-11-21T03:00:00.000Z'],
    ['2026-11-22T23:59:59.999Z', '2026-11-22T03:00:00.000Z'],
    ['2026-01-01T00:30:00.000Z', '2025-12-31T03:00:00.000Z'],
    ['2028-03-01T01:00:00.000Z', '2028-02-29T03:00:00.000Z'],
  ])('returns for %s the start %s', (now, begun) => {
    expect(lastNightlyStart(new Date(now)).toISOString()).toBe(begun);
  });
});

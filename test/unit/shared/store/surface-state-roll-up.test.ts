import { describe, expect, it } from 'vitest';
import { rollUp } from '#shared/store/surface-state-roll-up.ts';

const ok = (dataAsOf: string) => ({ state: 'ok', dataAsOf }) as const;

describe('rollUp', () => {
  it('takes the age of the oldest part', () => {
    expect(rollUp([ok('2026-11-22T12:00:00.000Z'), ok('2026-11-22T11:00:00.000Z')])).toEqual(
      ok('2026-11-22T11:00:00.000Z'),
    );
  });

  it('takes the state of the worst part', () => {
    const failed = { state: 'failed', since: '2026-11-22T12:00:00.000Z', dataAsOf: null } as const;
    expect(rollUp([ok('2026-11-22T11:00:00.000Z'), failed])).toEqual({
      ...failed,
      dataAsOf: '2026-11-22T11:00:00.000Z',
    });
  });

  it('returns never-read without parts', () => {
    expect(rollUp([])).toEqual({ state: 'never-read', dataAsOf: null });
  });
});

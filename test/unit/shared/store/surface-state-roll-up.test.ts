import { describe, expect, it } from 'vitest';
import { rollUp } from '#shared/store/surface-state-roll-up.ts';

const ok = (dataAsOf: string) => ({ state: 'ok', dataAsOf }) as const;

describe('a surface that is read in parts', () => {
  it('is as old as its oldest part', () => {
    expect(rollUp([ok('2026-11-22T12:00:00.000Z'), ok('2026-11-22T11:00:00.000Z')])).toEqual(
      ok('2026-11-22T11:00:00.000Z'),
    );
  });

  it('stands as its worst part does', () => {
    const failed = { state: 'failed', since: '2026-11-22T12:00:00.000Z', dataAsOf: null } as const;
    expect(rollUp([ok('2026-11-22T11:00:00.000Z'), failed])).toEqual({
      ...failed,
      dataAsOf: '2026-11-22T11:00:00.000Z',
    });
  });

  it('was never read without parts', () => {
    expect(rollUp([])).toEqual({ state: 'never-read', dataAsOf: null });
  });
});

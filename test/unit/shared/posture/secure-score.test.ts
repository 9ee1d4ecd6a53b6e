import { describe, expect, it } from 'vitest';
import { bandOf, currentScore, percentOf, scoreActions } from '#shared/posture/secure-score.ts';
import { control, day, needsAccess, posture } from '#test/support/posture-facts.ts';

const actions = (...controls: ReturnType<typeof control>[]) =>
  scoreActions(posture({ 'secure-score': controls })).map(({ controlId }) => controlId);

describe('Secure Score', () => {
  it.each([
    [80, 100, 'green', 80],
    [79.96, 100, 'amber', 80],
    [50, 100, 'amber', 50],
    [49.99, 100, 'red', 50],
    [0, 0, 'red', 0],
  ])('%d of %d is %s, shown as %d %%', (current, max, band, percent) => {
    expect(bandOf(current, max)).toBe(band);
    expect(percentOf(current, max)).toBe(percent);
  });

  it('orders what to do by points, then low user impact, low cost, rank and id', () => {
    expect(
      actions(
        control('f', { points: 5, rank: 2 }),
        control('e', { points: 5, rank: 1 }),
        control('d', { points: 5, implementationCost: 'moderate', userImpact: 'low' }),
        control('c', { points: 5, userImpact: 'high', implementationCost: 'low' }),
        control('b', { points: 5, userImpact: 'low', rank: 1 }),
        control('a', { points: 9, userImpact: 'high', implementationCost: 'high', rank: 99 }),
        control('g', { points: 5, userImpact: null }),
      ),
    ).toEqual(['a', 'b', 'e', 'f', 'd', 'c', 'g']);
  });

  it('takes the newest day, and none where it cannot be read', () => {
    const days = [day('2026-11-20', 40), day('2026-11-22', 60), day('2026-11-21', 50)];
    expect(currentScore(posture({ 'secure-score': days }))?.currentScore).toBe(60);
    expect(currentScore(posture({ 'secure-score': days }, { 'secure-score': needsAccess }))).toBeUndefined();
  });
});

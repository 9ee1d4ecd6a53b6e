import { describe, expect, it } from 'vitest';
import { bandOf, currentScore, percentOf, scoreActions } from '#shared/posture/secure-score.ts';
import { needsAccess, posture, scoreControl, scoreDay } from '#test/support/posture-facts.ts';

const actions = (...controls: ReturnType<typeof scoreControl>[]) =>
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

  it('orders actions by points, low user impact, low cost, rank and id', () => {
    expect(
      actions(
        scoreControl('f', { points: 5, rank: 2 }),
        scoreControl('e', { points: 5, rank: 1 }),
        scoreControl('d', { points: 5, implementationCost: 'moderate', userImpact: 'low' }),
        scoreControl('c', { points: 5, userImpact: 'high', implementationCost: 'low' }),
        scoreControl('b', { points: 5, userImpact: 'low', rank: 1 }),
        scoreControl('a', { points: 9, userImpact: 'high', implementationCost: 'high', rank: 99 }),
        scoreControl('g', { points: 5, userImpact: null }),
      ),
    ).toEqual(['a', 'b', 'e', 'f', 'd', 'c', 'g']);
  });

  it('uses the newest day, and none when it cannot be read', () => {
    const days = [scoreDay('2026-11-20', 40), scoreDay('2026-11-22', 60), scoreDay('2026-11-21', 50)];
    expect(currentScore(posture({ 'secure-score': days }))?.currentScore).toBe(60);
    expect(currentScore(posture({ 'secure-score': days }, { 'secure-score': needsAccess }))).toBeUndefined();
  });
});

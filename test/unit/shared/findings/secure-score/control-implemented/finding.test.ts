import { describe, expect, it } from 'vitest';
import { controlImplemented } from '#shared/findings/secure-score/control-implemented/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { needsAccess, posture, scoreControl, scoreDay } from '#test/support/posture-facts.ts';

const today = scoreDay('2026-11-22', 40);
const judge = (...controls: ReturnType<typeof scoreControl>[]) =>
  judgeFinding(controlImplemented, posture({ 'secure-score': [today, ...controls] }));

describe('secure-score.control-implemented', () => {
  it('passes for a control with its full score, and warns about one with points left', () => {
    expect(judge(scoreControl('Done', { score: 10, points: 0 })).verdict).toBe('pass');
    expect(judge(scoreControl('Mfa'))).toMatchObject({
      verdict: 'warn',
      reason: '10 points of 10 can be gained with this action: Do Mfa.',
      judgments: [{ subject: { kind: 'control', id: 'Mfa', name: 'Do Mfa' } }],
    });
  });

  it.each([
    [10, 'high'],
    [9.99, 'medium'],
    [5, 'medium'],
    [4.99, 'low'],
    [2, 'low'],
    [1.99, 'info'],
  ])('rates %d points as %s', (points, severity) => {
    expect(judge(scoreControl('Mfa', { points })).judgments[0]?.severity).toBe(severity);
  });

  it.each([
    ['has no profile', { hasProfile: false, points: null, maxScore: null }],
    ['is deprecated', { deprecated: true }],
    ['is ignored', { state: 'ignored' }],
    ['is done by a third party', { state: 'thirdparty' }],
    ['is reviewed', { state: 'reviewed' }],
  ])('leaves out a control that %s', (_why, overrides) => {
    expect(judge(scoreControl('Mfa', overrides))).toMatchObject({ verdict: 'pass', judgments: [] });
  });

  it('is not-applicable when there is no score yet', () => {
    const outcome = judgeFinding(controlImplemented, posture({ 'secure-score': [scoreControl('Mfa')] }));
    expect(outcome).toMatchObject({ verdict: 'not-applicable', judgments: [] });
  });

  it('is unknown when the score cannot be read', () => {
    expect(judgeFinding(controlImplemented, posture({}, { 'secure-score': needsAccess })).verdict).toBe('unknown');
  });
});

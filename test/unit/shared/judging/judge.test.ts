import { describe, expect, it } from 'vitest';
import { defineFinding, type Finding, type Judgment } from '#shared/findings/define-finding.ts';
import { judgeFinding, judgeTenant } from '#shared/judging/judge.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { license, needsAccess, needsLicense, okState, posture, stale } from '#test/support/posture-facts.ts';

const of = (id: string, verdict: Judgment['verdict']): Judgment => ({
  subject: { kind: 'user', id, name: id },
  verdict,
  reason: `${id} ${verdict}`,
});
const aFinding = (judgments: readonly Judgment[], broken: Partial<Finding> = {}): Finding =>
  defineFinding({
    id: 'area.state',
    version: 1,
    title: 'A state',
    subject: 'user',
    severity: { fail: 'high', warn: 'low' },
    why: '',
    action: { text: '', url: 'https://example.com' },
    impact: '',
    references: [],
    requires: ['users'],
    judge: () => judgments,
    ...broken,
  });
const verdictWith = (state: SurfaceState, broken: Partial<Finding> = {}) =>
  judgeFinding(aFinding([of('a', 'pass')], broken), posture({}, { users: state })).verdict;

describe('judging', () => {
  it('asks the finding only where every required surface is up to date', () => {
    expect(verdictWith(okState)).toBe('pass');
    expect(verdictWith(needsLicense)).toBe('not-applicable');
    for (const state of [needsAccess, stale, { ...stale, state: 'failed' as const }]) {
      expect(verdictWith(state)).toBe('unknown');
    }
    expect(verdictWith({ state: 'never-read', dataAsOf: null })).toBe('unknown');
  });

  it('names what is in the way', () => {
    const { reason } = judgeFinding(aFinding([]), posture({}, { users: needsAccess }));
    expect(reason).toBe('users needs access that is not granted: Policy.Read.All');
  });

  it('puts a missing plan before a missing scope', () => {
    const planned = { plans: ['AAD_PREMIUM_P2'] };
    expect(verdictWith(needsAccess, planned)).toBe('not-applicable');
    expect(verdictWith(needsAccess, { requires: ['users', 'role-schedules'], ...planned })).toBe('not-applicable');
    const both = posture({}, { users: needsAccess, 'role-schedules': needsLicense });
    expect(judgeFinding(aFinding([], { requires: ['users', 'role-schedules'] }), both).verdict).toBe('not-applicable');
  });

  it('takes any of the plans, and only of licenses that run', () => {
    const planned = aFinding([of('a', 'pass')], { plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'] });
    expect(judgeFinding(planned, posture()).verdict).toBe('pass');
    const ended = posture({ licenses: [license({ capabilityStatus: 'suspended' })] });
    expect(judgeFinding(planned, ended).verdict).toBe('not-applicable');
    const unread = posture({ licenses: [] }, { licenses: needsAccess });
    expect(judgeFinding(planned, unread).verdict).toBe('pass');
  });

  it.each<[Judgment['verdict'][], Judgment['verdict']]>([
    [['pass', 'warn', 'fail', 'unknown'], 'fail'],
    [['pass', 'warn', 'unknown'], 'warn'],
    [['pass', 'unknown', 'not-applicable'], 'unknown'],
    [['pass', 'not-applicable'], 'pass'],
    [['not-applicable', 'not-applicable'], 'not-applicable'],
    [[], 'pass'],
  ])('of %j makes %s', (verdicts, overall) => {
    const judgments = verdicts.map((verdict, at) => of(String(at), verdict));
    expect(judgeFinding(aFinding(judgments), posture()).verdict).toBe(overall);
  });

  it('counts as assessed what was looked at', () => {
    const judgments = [of('a', 'pass'), of('b', 'fail'), of('c', 'unknown'), of('d', 'not-applicable')];
    expect(judgeFinding(aFinding(judgments), posture()).assessed).toBe(2);
  });

  it('judges every finding of a catalog, in its order', () => {
    const outcomes = judgeTenant(posture(), [aFinding([], { id: 'b.b' }), aFinding([], { id: 'a.a' })]);
    expect(outcomes.map(({ finding }) => finding.id)).toEqual(['b.b', 'a.a']);
  });
});

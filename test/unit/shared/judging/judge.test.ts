import { describe, expect, it } from 'vitest';
import type { Finding, Judgment } from '#shared/findings/define-finding.ts';
import { judgeFinding, judgeTenant } from '#shared/judging/judge.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { plainSentence } from '#test/support/plain-sentence.ts';
import { license, needsAccess, needsLicense, okState, posture, stale } from '#test/support/posture-facts.ts';
import { testFinding } from '#test/support/test-finding.ts';

const of = (id: string, verdict: Judgment['verdict']): Judgment => ({
  subject: { kind: 'user', id, name: id },
  verdict,
  ...plainSentence(`${id} ${verdict}`),
});
const findingWith = (judgments: readonly Judgment[], overrides: Partial<Finding> = {}): Finding =>
  testFinding({ requires: ['users'], judge: () => judgments, ...overrides });
const verdictWith = (state: SurfaceState, overrides: Partial<Finding> = {}) =>
  judgeFinding(findingWith([of('a', 'pass')], overrides), posture({}, { users: state })).verdict;

describe('judging', () => {
  it('calls the finding only when every required surface is ok', () => {
    expect(verdictWith(okState)).toBe('pass');
    expect(verdictWith(needsLicense)).toBe('not-applicable');
    for (const state of [needsAccess, stale, { ...stale, state: 'failed' as const }]) {
      expect(verdictWith(state)).toBe('unknown');
    }
    expect(verdictWith({ state: 'never-read', dataAsOf: null })).toBe('unknown');
  });

  it('names the surface that cannot be read and what it needs', () => {
    const { reason } = judgeFinding(findingWith([]), posture({}, { users: needsAccess }));
    expect(reason).toBe('Access to read users is not granted; missing: Policy.Read.All.');
  });

  it('puts a missing plan before a missing scope', () => {
    const planned = { plans: ['AAD_PREMIUM_P2'] };
    expect(verdictWith(needsAccess, planned)).toBe('not-applicable');
    expect(verdictWith(needsAccess, { requires: ['users', 'role-schedules'], ...planned })).toBe('not-applicable');
    const both = posture({}, { users: needsAccess, 'role-schedules': needsLicense });
    expect(judgeFinding(findingWith([], { requires: ['users', 'role-schedules'] }), both).verdict).toBe(
      'not-applicable',
    );
  });

  it('accepts any of the plans, and only from active subscriptions', () => {
    const planned = findingWith([of('a', 'pass')], { plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'] });
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
  ])('reduces %j to %s', (verdicts, overall) => {
    const judgments = verdicts.map((verdict, at) => of(String(at), verdict));
    expect(judgeFinding(findingWith(judgments), posture()).verdict).toBe(overall);
  });

  it('counts only pass, warn and fail as assessed', () => {
    const judgments = [of('a', 'pass'), of('b', 'fail'), of('c', 'unknown'), of('d', 'not-applicable')];
    expect(judgeFinding(findingWith(judgments), posture()).assessed).toBe(2);
  });

  it('returns one outcome a finding, in the order given', () => {
    const outcomes = judgeTenant(posture(), [findingWith([], { id: 'b.b' }), findingWith([], { id: 'a.a' })]);
    expect(outcomes.map(({ finding }) => finding.id)).toEqual(['b.b', 'a.a']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Finding, Judgment } from '#shared/findings/define-finding.ts';
import { findingOf } from '#shared/findings/index.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { applyOutcomes } from '#shared/judging/lifecycle.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { plainSentence } from '#test/support/plain-sentence.ts';
import { license, okState, posture, user, userId } from '#test/support/posture-facts.ts';
import { testFinding } from '#test/support/test-finding.ts';

const partial = (count: number): SurfaceState => ({
  state: 'partial',
  unread: { count, part: 'record' },
  dataAsOf: '2026-11-22T12:00:00.000Z',
});
const userIs = (id: string, verdict: Judgment['verdict']): Judgment => ({
  subject: { kind: 'user', id, name: id },
  verdict,
  ...plainSentence(`${id} ${verdict}`),
});
const tenantIs = (verdict: Judgment['verdict'], more: Partial<Judgment> = {}): Judgment => ({
  subject: posture().tenant,
  verdict,
  ...plainSentence(verdict),
  ...more,
});
const judged = (judgments: readonly Judgment[], more: Partial<Finding> = {}, states = { users: partial(1) }) =>
  judgeFinding(testFinding({ requires: ['users'], judge: () => judgments, ...more }), posture({}, states));

describe('a finding over a surface that was read in part', () => {
  it('judges what was read, and is never a pass', () => {
    const outcome = judged([userIs('a', 'pass'), userIs('b', 'pass')]);
    expect(outcome).toMatchObject({ verdict: 'unknown', assessed: 2, isPartial: true });
    expect(outcome.reason).toBe('1 record of users could not be read.');
    expect(judged([userIs('a', 'fail'), userIs('b', 'pass')])).toMatchObject({ verdict: 'fail', assessed: 2 });
  });

  it.each(['pass', 'not-applicable'] as const)('is unknown for the tenant instead of %s', (verdict) => {
    expect(judged([tenantIs(verdict)])).toMatchObject({ verdict: 'unknown', judgments: [] });
  });

  it('is not a pass once a later read has failed', () => {
    const stale: SurfaceState = { ...partial(1), state: 'stale', since: '2026-11-22T13:00:00.000Z' };
    const consulting = testFinding({ requires: [], consults: ['users'], judge: () => [tenantIs('pass')] });
    expect(judgeFinding(consulting, posture({}, { users: stale }))).toMatchObject({ verdict: 'unknown' });
  });

  it('does not miss parts of a surface that is refused, because none of it counts', () => {
    const refused: SurfaceState = { ...partial(1), state: 'needs-license' };
    const consulting = testFinding({ requires: [], consults: ['usage'], judge: () => [tenantIs('pass')] });
    expect(judgeFinding(consulting, posture({}, { usage: refused }))).toMatchObject({ verdict: 'pass' });
  });

  it('is unknown instead of a failure where the missing record could make it pass', () => {
    expect(judged([tenantIs('fail')]).verdict).toBe('fail');
    expect(judged([tenantIs('fail')], { provesAbsenceIn: ['users'] }).verdict).toBe('unknown');
  });

  it('keeps a judgment that holds whatever is missing', () => {
    expect(judged([tenantIs('pass', { isConclusive: true })]).verdict).toBe('pass');
  });

  it('counts surfaces that it consults, and not those whose facts show what is missing', () => {
    const consults = { requires: [], consults: ['usage', 'inbox-rules'] };
    const with_ = (states: Record<string, SurfaceState>) =>
      judgeFinding(testFinding({ judge: () => [tenantIs('pass')], ...consults }), posture({}, states)).verdict;
    expect(with_({ usage: partial(3) })).toBe('unknown');
    expect(with_({ 'inbox-rules': partial(2) })).toBe('pass');
  });

  it('does not take a plan for absent where a license was left out', () => {
    const planned = testFinding({ plans: ['AAD_PREMIUM_P2'], judge: () => [tenantIs('pass')] });
    const states = { licenses: partial(1) };
    const none = posture({ licenses: [license({ capabilityStatus: 'suspended' })] }, states);
    expect(judgeFinding(planned, none).verdict).toBe('unknown');
  });

  it('keeps the stored finding of a subject that is missing now, as stale', () => {
    const now = new Date('2026-11-22T12:00:00.000Z');
    const context = { tenantId: 't', now, usersInTenant: 2, userDomainOf: () => null, isInBaseline: () => false };
    const opened = applyOutcomes([], [judged([userIs('a', 'fail')], {}, { users: okState })], context);
    const after = applyOutcomes(opened.rows, [judged([userIs('b', 'pass')])], context);
    expect(after.rows).toMatchObject([{ state: 'open', stale: true }]);
    expect(after.resolved).toBe(0);
  });

  it('leaves one of eleven users unknown, and judges the other ten', () => {
    const finding = findingOf('mfa.every-user-capable');
    if (finding === undefined) throw new Error('the finding is missing');
    const numbers = Array.from({ length: 10 }, (_, at) => at + 1);
    const facts = {
      users: numbers.map((number) =>
        user(number, { licenses: [{ skuId: 's', disabledPlanIds: [], assignedAt: null, groupIds: [] }] }),
      ),
      'mfa-registrations': [...numbers, 11].map((number) => ({
        userId: userId(number),
        isRegistered: true,
        isCapable: true,
        isPasswordless: false,
        isAdmin: false,
        methods: ['microsoftAuthenticatorPush'],
        basis: 'report' as const,
      })),
    };
    const outcome = judgeFinding(finding, posture(facts, { users: partial(1) }));
    expect(outcome).toMatchObject({ verdict: 'unknown', assessed: 10 });
  });
});

import { describe, expect, it } from 'vitest';
import { noneActive } from '#shared/findings/alerts/none-active/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { needsAccess, needsLicense, posture, userId } from '#test/support/posture-facts.ts';
import { alert } from '#test/support/threat-facts.ts';

type Alert = FactsBySurface['defender-alerts'];
const judge = (...facts: Alert[]) => judgeFinding(noneActive, posture({ 'defender-alerts': facts }));

describe('alerts.none-active', () => {
  it('passes without an alert, and is marked as a threat', () => {
    expect(judge().verdict).toBe('pass');
    expect(noneActive.threat).toBe(true);
  });

  it.each([
    ['high', 'fail', 'high'],
    ['medium', 'fail', 'medium'],
    ['low', 'warn', 'low'],
    ['informational', 'warn', 'info'],
    ['unknown', 'fail', 'medium'],
  ] as const)('an alert of severity %s is %s with severity %s', (severity, verdict, ours) => {
    expect(judge(alert({ severity })).judgments[0]).toMatchObject({ verdict, severity: ours });
  });

  it('names the status of the alert, and marks one about an administrator as privileged', () => {
    expect(judge(alert()).judgments[0]).toMatchObject({ privileged: false, usersAffected: 1 });
    expect(judge(alert({ users: [{ userId: userId(1), upn: null }] })).judgments[0]?.privileged).toBe(true);
    expect(judge(alert({ status: 'inProgress' })).judgments[0]?.reason).toContain('is in progress');
    expect(judge(alert({ title: null })).judgments[0]?.subject.name).toBe('alert-1');
  });

  it('is not-applicable without a Defender plan, and unknown when alerts cannot be read', () => {
    expect(judgeFinding(noneActive, posture({}, { 'defender-alerts': needsLicense })).verdict).toBe('not-applicable');
    expect(judgeFinding(noneActive, posture({}, { 'defender-alerts': needsAccess })).verdict).toBe('unknown');
  });
});

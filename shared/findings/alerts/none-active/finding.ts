import type { Severity } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import type { DefenderAlert } from '#shared/surfaces/defender-alerts/schema.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

/** Microsoft's severities in our terms. An alert without one counts as medium. */
const severities: Readonly<Record<DefenderAlert['severity'], Severity>> = {
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'info',
  unknown: 'medium',
};

const judge = (posture: Posture): readonly Judgment[] =>
  posture.facts('defender-alerts').map((alert) => {
    const severity = severities[alert.severity];
    const named = { kind: 'alert', id: alert.alertId, name: alert.title };
    const { category, status, source, url, createdAt, techniques, users, mailboxes, devices } = alert;
    return {
      subject: { kind: 'alert', id: alert.alertId, name: alert.title ?? alert.alertId },
      verdict: severity === 'high' || severity === 'medium' ? 'fail' : 'warn',
      severity,
      ...sentence('active', { alert: named, createdAt, inProgress: status === 'inProgress' }),
      privileged: users.some(({ userId }) => userId !== null && tierOf(posture, userId) !== undefined),
      usersAffected: users.length,
      evidence: { category, status, source, url, createdAt, techniques, users, mailboxes, devices },
    };
  });

export const noneActive = defineFinding({
  id: 'alerts.none-active',
  version: 1,
  title: 'Every alert of Defender has been dealt with',
  problem: 'Defender alert is still active',
  subject: 'alert',
  severity: { fail: 'high', warn: 'low' },
  threat: true,
  why: 'Microsoft has seen something that looks like an attack, and nobody has closed the case. Most break-ins are noticed by a tool days before a person looks.',
  action:
    'In the Microsoft Defender portal, Investigation & response, Incidents & alerts, Alerts: open the alert, follow what it recommends, and set it to resolved.',
  impact: 'Looking changes nothing. Isolating a device or disabling an account stops the work of its owner.',
  criteria: {
    intro: [
      "One verdict for each alert that is not resolved. Its severity is Microsoft's; without one it counts as medium.",
    ],
    verdicts: {
      pass: 'no such alert',
      warn: 'low or informational',
      fail: 'high or medium',
      'not-applicable': 'no plan with a Defender',
      unknown: 'alerts could not be read',
    },
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/defender-xdr/investigate-alerts'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['defender-alerts'],
  consults: ['directory-roles', 'role-schedules'],
  sentences: [sentence],
  judge,
});

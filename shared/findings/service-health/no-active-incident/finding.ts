import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  posture.facts('service-health').flatMap((fact): Judgment[] => {
    if (fact.kind !== 'issue') return [];
    const { issueId, title, service, classification, status, startedAt } = fact;
    const issue = { kind: 'issue', id: issueId, name: title } as const;
    const base = {
      subject: issue,
      evidence: { service, classification, status, startedAt },
      fingerprints: [{ kind: 'service-incident', value: issueId, name: `${service}: ${title}`.slice(0, 300) }],
    } as const;
    if (classification === 'incident')
      return [{ ...base, verdict: 'fail', ...sentence('incident', { service, issue }) }];
    if (classification === 'advisory')
      return [{ ...base, verdict: 'warn', ...sentence('advisory', { service, issue }) }];
    return [{ ...base, verdict: 'unknown', ...sentence('unclassified', { service, issue }) }];
  });

export const noActiveIncident = defineFinding({
  id: 'service-health.no-active-incident',
  version: 1,
  title: "Microsoft's services run without an incident",
  problem: 'Microsoft service has an active incident or advisory',
  subject: 'issue',
  severity: { fail: 'medium', warn: 'info' },
  why: 'While a service of Microsoft is down, people look for the fault in their own computers and call. Who knows of it first tells them before they call.',
  action:
    'In the Microsoft 365 admin center, Health, Service health: read the issue, tell the people it touches, and wait for Microsoft.',
  impact: 'Nothing: reading about it changes nothing.',
  criteria: {
    intro: [
      'One verdict for each issue that Microsoft has not resolved. False positives and post-incident reports count as over, whether or not they are marked as resolved. An issue has the same id in every tenant.',
    ],
    verdicts: {
      pass: 'no issue',
      warn: 'an advisory',
      fail: 'an incident',
      unknown: 'service health could not be read, or the issue has an unknown classification',
    },
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/microsoft-365/enterprise/view-service-health'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['service-health'],
  sentences: [sentence],
  judge,
});

import type { Severity } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { currentScore, isAssessable, type ScoreAction, scoreControls } from '#shared/posture/secure-score.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const severityOf = (points: number): Severity => {
  if (points >= 10) return 'high';
  if (points >= 5) return 'medium';
  return points >= 2 ? 'low' : 'info';
};

const judgeControl = (action: ScoreAction): Judgment => {
  const { controlId, title, points, score, maxScore, userImpact, implementationCost, actionUrl } = action;
  const evidence = { score, maxScore, points, userImpact, implementationCost, actionUrl };
  const control = { kind: 'control', id: controlId, name: title };
  const subject = { kind: 'control', id: controlId, name: title ?? controlId } as const;
  return points > 0
    ? {
        subject,
        verdict: 'warn',
        severity: severityOf(points),
        ...sentence('points', { points, max: maxScore, control }),
        evidence,
      }
    : { subject, verdict: 'pass', ...sentence('complete', { control }), evidence };
};

const judge = (posture: Posture): readonly Judgment[] =>
  currentScore(posture) === undefined
    ? tenantVerdict(posture, 'not-applicable', sentence('no-score'))
    : scoreControls(posture).filter(isAssessable).map(judgeControl);

export const controlImplemented = defineFinding({
  id: 'secure-score.control-implemented',
  version: 1,
  title: 'Every recommendation of Microsoft Secure Score is carried out',
  problem: 'Secure Score recommendation is not implemented',
  subject: 'control',
  severity: { warn: 'info' },
  why: 'Each recommendation stands for attacks that Microsoft sees succeed where it is not carried out. The points say how much it counts.',
  action:
    'In the Defender portal, Exposure management, Secure score, Recommended actions: open the action of this name and follow its implementation steps, or mark it as risk accepted or done by another product.',
  impact: 'Depends on the recommendation; its user impact and cost stand beside the points.',
  criteria: {
    intro: [
      'One verdict for each control of the latest score with an active profile: not deprecated, and not marked as ignored, resolved through a third party, or reviewed.',
    ],
    verdicts: {
      pass: 'the full score',
      warn: 'points are left. From 10 points high, from 5 medium, from 2 low, below that info',
      'not-applicable': 'the tenant has no score yet',
      unknown: 'the score could not be read',
    },
    notes: ["Controls are ordered by points, then low user impact, then low cost, then Microsoft's rank."],
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/defender-xdr/microsoft-secure-score'],
  requires: ['secure-score'],
  sentences: [sentence],
  judge,
});

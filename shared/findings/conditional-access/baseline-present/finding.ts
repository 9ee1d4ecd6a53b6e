import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import { userPolicies } from '#shared/posture/conditional-access/policies.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  if (posture.state('security-defaults').state === 'ok' && securityDefaultsOn(posture) === true) {
    return tenantVerdict(posture, 'pass', sentence('security-defaults'), { isConclusive: true });
  }
  const unread = unknownReason(posture, ['conditional-access']);
  if (unread !== undefined) return tenantVerdict(posture, 'unknown', unread);
  const of = (state: string) => userPolicies(posture).filter((policy) => policy.state === state);
  const [enabled, reporting] = [of('enabled'), of('report-only')];
  const evidence = {
    enabled: sampleOf(enabled.map(({ name }) => name)),
    reporting: sampleOf(reporting.map(({ name }) => name)),
  };
  if (enabled.length > 0) {
    return tenantVerdict(posture, 'pass', sentence('enabled', { policies: enabled.length }), { evidence });
  }
  const defaultsUnknown = unknownReason(posture, ['security-defaults']);
  if (defaultsUnknown !== undefined) return tenantVerdict(posture, 'unknown', defaultsUnknown);
  return reporting.length > 0
    ? tenantVerdict(posture, 'warn', sentence('report-only', { policies: reporting.length }), { evidence })
    : tenantVerdict(posture, 'fail', sentence('nothing'), {
        evidence,
      });
};

export const baselinePresent = defineFinding({
  id: 'conditional-access.baseline-present',
  version: 1,
  title: 'Security Defaults or Conditional Access decide who may sign in',
  problem: 'Neither security defaults nor Conditional Access is on',
  subject: 'tenant',
  severity: { fail: 'critical', warn: 'high' },
  why: 'With neither, every sign-in with a right password succeeds, from anywhere and with any program. Nothing asks for a second factor, and nothing stands between a stolen password and the tenant.',
  action:
    'In the Entra admin center, Entra ID, Overview, Properties, Manage security defaults: enable them. With Entra ID P1, enable Conditional Access policies instead, beginning with multi-factor authentication for all users.',
  impact:
    'Everybody is asked to register for multi-factor authentication within 14 days, and old mail programs are shut out.',
  criteria: {
    verdicts: {
      pass: 'Security Defaults are on, or at least one Conditional Access policy for users is enabled',
      warn: 'Security Defaults are off, and policies are report-only',
      fail: 'Security Defaults are off, and no policy is enabled, also when the tenant has no plan for Conditional Access',
      unknown: 'neither is known to be on, and one of the two could not be read',
    },
    notes: ['Other findings judge whether the policies are sufficient.'],
  },
  remediation,
  references: ['MT.1021'],
  sources: ['https://learn.microsoft.com/entra/fundamentals/security-defaults'],
  requires: [],
  consults: ['security-defaults', 'conditional-access'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [sentence],
  judge,
});

import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const facts = posture.facts('managed-devices');
  const found = facts.flatMap((fact): Judgment[] => {
    if (fact.kind !== 'device') return [];
    const { deviceId, name, userId, state, graceEndsAt, operatingSystem, osVersion, isEncrypted, lastSyncAt } = fact;
    const device = { kind: 'device', id: deviceId, name } as const;
    const base = {
      subject: device,
      usersAffected: userId === null ? 0 : 1,
      evidence: { userId, state, graceEndsAt, operatingSystem, osVersion, isEncrypted, lastSyncAt },
    } as const;
    if (state === 'noncompliant') return [{ ...base, verdict: 'fail', ...sentence('noncompliant', { device }) }];
    if (state === 'in-grace') {
      return [{ ...base, verdict: 'warn', ...sentence('in-grace', { device, until: graceEndsAt }) }];
    }
    return [{ ...base, verdict: 'unknown', ...sentence('not-known', { device }) }];
  });
  if (found.length > 0) return found;
  const total = facts.reduce((sum, fact) => sum + (fact.kind === 'counts' ? fact.devices : 0), 0);
  return tenantVerdict(posture, 'pass', sentence('compliant', { devices: total }), { evidence: { devices: total } });
};

export const compliant = defineFinding({
  id: 'devices.compliant',
  version: 1,
  title: 'Every managed device keeps to the rules',
  problem: 'Managed device does not meet its compliance policy',
  subject: 'device',
  severity: { fail: 'medium', warn: 'low' },
  why: 'A device that is not encrypted, not updated or without a password opens what it holds to whoever finds it, and lets an attacker in who could not get past the sign-in.',
  action:
    'In the Microsoft Intune admin center, Devices, Monitor, Noncompliant devices: open the device, see which rule it breaks, and have its user repair it.',
  impact:
    'Where a Conditional Access policy asks for compliant devices, the person is shut out on this one until it is repaired.',
  criteria: {
    intro: [
      'One verdict for each managed device that needs attention; the other devices are only counted. The compliance policies are set in Intune.',
    ],
    verdicts: {
      pass: 'all devices are compliant',
      warn: 'in its grace period',
      fail: 'noncompliant',
      'not-applicable': 'no plan with Intune',
      unknown:
        'devices could not be read; or a device is in conflict, in error, managed by another system or not evaluated yet',
    },
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/intune/intune-service/protect/device-compliance-get-started'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['managed-devices'],
  sentences: [sentence],
  judge,
});

import { describe, expect, it } from 'vitest';
import { compliant } from '#shared/findings/devices/compliant/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { needsAccess, needsLicense, posture } from '#test/support/posture-facts.ts';
import { device } from '#test/support/threat-facts.ts';

type Fact = FactsBySurface['managed-devices'];
const counts: Fact = { kind: 'counts', devices: 12, compliant: 11, noncompliant: 1, inGrace: 0, notKnown: 0 };
const judge = (...facts: Fact[]) => judgeFinding(compliant, posture({ 'managed-devices': facts }));

describe('devices.compliant', () => {
  it('passes where no device needs attention, and says of how many', () => {
    expect(judge(counts)).toMatchObject({ verdict: 'pass', reason: 'all of 12 devices keep to the rules' });
  });

  it('fails for a device that does not comply', () => {
    expect(judge(counts, device('noncompliant')).judgments).toMatchObject([
      { subject: { kind: 'device', id: 'device-1', name: 'LT-1' }, verdict: 'fail' },
    ]);
  });

  it('warns within the period of grace, and leaves the rest unknown', () => {
    expect(judge(counts, device('in-grace')).verdict).toBe('warn');
    expect(judge(counts, device('unknown')).verdict).toBe('unknown');
  });

  it('is not-applicable without Intune, and unknown where devices cannot be read', () => {
    expect(judgeFinding(compliant, posture({}, { 'managed-devices': needsLicense })).verdict).toBe('not-applicable');
    expect(judgeFinding(compliant, posture({}, { 'managed-devices': needsAccess })).verdict).toBe('unknown');
  });
});

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
  it('passes when every device is compliant, and names their number', () => {
    expect(judge(counts)).toMatchObject({ verdict: 'pass', reason: 'All 12 managed devices are compliant.' });
  });

  it('fails for a noncompliant device', () => {
    expect(judge(counts, device('noncompliant')).judgments).toMatchObject([
      { subject: { kind: 'device', id: 'device-1', name: 'LT-1' }, verdict: 'fail' },
    ]);
  });

  it('warns within the grace period, and is unknown for other states', () => {
    expect(judge(counts, device('in-grace')).verdict).toBe('warn');
    expect(judge(counts, device('unknown')).verdict).toBe('unknown');
  });

  it('is not-applicable without Intune, and unknown when devices cannot be read', () => {
    expect(judgeFinding(compliant, posture({}, { 'managed-devices': needsLicense })).verdict).toBe('not-applicable');
    expect(judgeFinding(compliant, posture({}, { 'managed-devices': needsAccess })).verdict).toBe('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import { noActiveIncident } from '#shared/findings/service-health/no-active-incident/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { needsAccess, posture } from '#test/support/posture-facts.ts';
import { issue } from '#test/support/threat-facts.ts';

type Issue = Extract<FactsBySurface['service-health'], { kind: 'issue' }>;
const judge = (...facts: Issue[]) => judgeFinding(noActiveIncident, posture({ 'service-health': facts }));

describe('service-health.no-active-incident', () => {
  it('passes when no service has an issue', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 0 });
  });

  it('fails for an incident, with its id as the fingerprint', () => {
    expect(judge(issue()).judgments).toMatchObject([
      {
        subject: { kind: 'issue', id: 'EX1234567', name: 'Mail is late' },
        verdict: 'fail',
        fingerprints: [{ kind: 'service-incident', value: 'EX1234567', name: 'Exchange Online: Mail is late' }],
      },
    ]);
  });

  it('warns for an advisory, and is unknown for any other classification', () => {
    expect(judge(issue({ classification: 'advisory' })).verdict).toBe('warn');
    expect(judge(issue({ classification: 'unknown' })).verdict).toBe('unknown');
  });

  it('is unknown when service health cannot be read', () => {
    expect(judgeFinding(noActiveIncident, posture({}, { 'service-health': needsAccess })).verdict).toBe('unknown');
  });
});

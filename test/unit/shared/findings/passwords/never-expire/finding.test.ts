import { describe, expect, it } from 'vitest';
import { neverExpire } from '#shared/findings/passwords/never-expire/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { domain, needsAccess, posture } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(neverExpire, posture(...given));
const verdictOf = (overrides: Parameters<typeof domain>[1]) =>
  judge({ domains: [domain('acme.example', overrides)] }).verdict;

describe('passwords.never-expire', () => {
  it('passes for each domain whose passwords never expire', () => {
    expect(judge({ domains: [domain('acme.example'), domain('acme.example.com')] })).toMatchObject({
      verdict: 'pass',
      assessed: 2,
    });
  });

  it.each([90, 0, 2_147_483_646])('fails after %i days', (passwordValidityDays) => {
    expect(verdictOf({ passwordValidityDays })).toBe('fail');
  });

  it('fails when no period is set, and names the default', () => {
    expect(judge({ domains: [domain('acme.example', { passwordValidityDays: null })] })).toMatchObject({
      verdict: 'fail',
      reason: 'Passwords of acme.example expire after 90 days, which is the default of Microsoft.',
    });
  });

  it('fails only for the domain whose passwords expire', () => {
    const { judgments } = judge({ domains: [domain('a.example'), domain('b.example', { passwordValidityDays: 90 })] });
    expect(judgments.map(({ subject, verdict }) => [subject, verdict])).toEqual([
      [{ kind: 'domain', id: 'a.example', name: 'a.example' }, 'pass'],
      [{ kind: 'domain', id: 'b.example', name: 'b.example' }, 'fail'],
    ]);
  });

  it('leaves out federated and unverified domains', () => {
    expect(verdictOf({ passwordValidityDays: null, authentication: 'federated' })).toBe('not-applicable');
    expect(verdictOf({ passwordValidityDays: null, isVerified: false })).toBe('not-applicable');
  });

  it('is unknown when domains cannot be read', () => {
    expect(judge({}, { domains: needsAccess }).verdict).toBe('unknown');
  });
});

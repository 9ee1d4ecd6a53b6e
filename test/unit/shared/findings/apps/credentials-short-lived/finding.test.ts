import { describe, expect, it } from 'vitest';
import { credentialsShortLived } from '#shared/findings/apps/credentials-short-lived/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { needsAccess, now, posture } from '#test/support/posture-facts.ts';

type Registration = Extract<FactsBySurface['app-grants'], { kind: 'registration' }>;
type Credential = Registration['credentials'][number];
const credential = (fromDays: number, toDays: number, kind: Credential['kind'] = 'secret'): Credential => ({
  keyId: `${fromDays}/${toDays}`,
  kind,
  startsAt: instantOf(addDays(now, fromDays)),
  endsAt: instantOf(addDays(now, toDays)),
});
const registration = (credentials: Credential[], appId = 'app-1'): Registration => ({
  kind: 'registration',
  appId,
  name: 'Payroll',
  credentials,
});
const judge = (...facts: Registration[]) => judgeFinding(credentialsShortLived, posture({ 'app-grants': facts }));

describe('apps.credentials-short-lived', () => {
  it.each([
    ['ends in 31 days', [credential(-100, 31)], 'pass'],
    ['ends in 30 days', [credential(-100, 30)], 'warn'],
    ['ends in 8 days', [credential(-100, 8)], 'warn'],
    ['ends in 7 days', [credential(-100, 7)], 'fail'],
    ['ended yesterday', [credential(-100, -1)], 'fail'],
    ['ended, beside one that holds', [credential(-100, 60), credential(-100, -1)], 'fail'],
    ['lives 180 days', [credential(-60, 120)], 'pass'],
    ['lives 181 days', [credential(-60, 121)], 'warn'],
    ['is a certificate of two years', [credential(-60, 670, 'certificate')], 'pass'],
    ['is a certificate that ends in 7 days', [credential(-60, 7, 'certificate')], 'fail'],
  ] as const)('judges an application whose credential %s', (_what, credentials, verdict) => {
    expect(judge(registration([...credentials])).verdict).toBe(verdict);
  });

  it('leaves out applications without credentials and the application of this connection', () => {
    expect(judge(registration([]), registration([credential(-400, -1)], 'own-app'))).toMatchObject({
      verdict: 'pass',
      assessed: 0,
    });
  });

  it('is unknown when applications cannot be read', () => {
    expect(judgeFinding(credentialsShortLived, posture({}, { 'app-grants': needsAccess })).verdict).toBe('unknown');
  });
});

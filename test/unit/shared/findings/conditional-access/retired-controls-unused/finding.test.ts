import { describe, expect, it } from 'vitest';
import { retiredControlsUnused } from '#shared/findings/conditional-access/retired-controls-unused/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import type { PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import { license, needsAccess, policy, policyGrant, posture } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(retiredControlsUnused, posture(...given));
const withGrant = (grant: Partial<PolicyGrant>) =>
  judge({ 'conditional-access': [policy({ grant: policyGrant(grant) })] });

describe('conditional-access.retired-controls-unused', () => {
  it('passes when no policy asks for a retired control', () => {
    expect(judge()).toMatchObject({
      verdict: 'pass',
      judgments: [{ reason: 'MFA for everybody rests on no control that Microsoft has retired.' }, {}],
    });
    expect(judge({ 'conditional-access': [policy({ grant: null })] }).verdict).toBe('pass');
  });

  it.each<[string, Partial<PolicyGrant>]>([
    ['alone', { controls: [], customAuthenticationFactors: ['Other'] }],
    ['and with MFA', { operator: 'AND', customAuthenticationFactors: ['Other'] }],
    ['or an approved client app', { controls: ['approvedApplication'], customAuthenticationFactors: ['Other'] }],
  ])('fails when a policy asks for a custom control %s', (_how, grant) => {
    expect(withGrant(grant)).toMatchObject({
      verdict: 'fail',
      reason:
        'MFA for everybody rests on a custom control, which counts as no multifactor authentication and goes away in 2027.',
    });
  });

  it.each<[string, Partial<PolicyGrant>]>([
    ['alone', { controls: ['approvedApplication'] }],
    ['and MFA', { operator: 'AND', controls: ['mfa', 'approvedApplication'] }],
  ])('warns when a policy asks for an approved client app %s', (_how, grant) => {
    expect(withGrant(grant).verdict).toBe('warn');
  });

  it.each<[string, Partial<PolicyGrant>]>([
    ['an app protection policy', { controls: ['approvedApplication', 'compliantApplication'] }],
    ['MFA', { controls: ['mfa'], customAuthenticationFactors: ['Other'] }],
  ])('passes when the policy accepts %s instead', (_what, grant) => {
    expect(withGrant(grant).verdict).toBe('pass');
  });

  it('judges report-only policies, and no disabled ones', () => {
    const grant = policyGrant({ controls: ['approvedApplication'] });
    expect(judge({ 'conditional-access': [policy({ grant, state: 'report-only' })] }).verdict).toBe('warn');
    expect(judge({ 'conditional-access': [policy({ grant, state: 'disabled' })] }).judgments).toEqual([]);
  });

  it('is not-applicable without Entra ID P1, and unknown when policies cannot be read', () => {
    expect(judge({ licenses: [license({ servicePlans: [] })] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'conditional-access': needsAccess }).verdict).toBe('unknown');
  });
});

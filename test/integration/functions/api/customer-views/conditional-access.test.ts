import { describe, expect, it } from 'vitest';
import { legacyBlock, needsAccess, needsLicense, policy, policyGrant } from '#test/support/posture-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({ customers: ['acme', 'none'], tenants: { 1: ['Acme', 'acme.example'] } });

const read = async () => (await suite.read('conditional-access', 'acme')).body;

describe('GET /v1/customers/{customerId}/conditional-access', () => {
  it('lists enabled policies first, with the weaknesses of each', async () => {
    const avoidable = policy({
      policyId: 'policy-2',
      name: 'MFA or a good device',
      state: 'report-only',
      grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }),
      signInRiskLevels: ['high'],
    });
    await suite.book.judge(1, { 'conditional-access': [avoidable, policy(), legacyBlock()] });
    const body = await read();
    expect(body).toMatchObject({ badge: 'enforced', securityDefaults: false });
    expect(body.policies).toMatchObject([
      { policyId: 'policy-legacy', demands: ['block'], enforcesMfa: false, weaknesses: [], appliesTo: 5 },
      {
        policyId: 'policy-1',
        state: 'enabled',
        enforcesMfa: true,
        targetsEveryone: true,
        coversEveryApplication: true,
      },
      {
        policyId: 'policy-2',
        state: 'report-only',
        enforcesMfa: false,
        weaknesses: ['report-only', 'avoidable', 'narrowed'],
        narrowedBy: ['sign-in risk'],
      },
    ]);
  });

  it('distinguishes no policies from unreadable policies', async () => {
    await suite.book.judge(1, { 'conditional-access': [] }, { 'conditional-access': needsLicense });
    expect(await read()).toMatchObject({ policies: [], badge: 'none' });
    await suite.book.judge(1, { 'conditional-access': [] }, { 'conditional-access': needsAccess });
    expect(await read()).toMatchObject({
      policies: null,
      badge: 'unknown',
      surfaces: { 'conditional-access': { state: 'needs-access' } },
    });
  });

  suite.testsNoData('conditional-access', { badge: 'unknown', policies: null });
});

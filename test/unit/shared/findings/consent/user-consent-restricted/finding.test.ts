import { describe, expect, it } from 'vitest';
import { userConsentRestricted } from '#shared/findings/consent/user-consent-restricted/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';
import { withPolicy } from '#test/support/passing-policies.ts';
import { posture } from '#test/support/posture-facts.ts';

describePolicyFinding(userConsentRestricted, 'authorization', [
  ['consent to anything', { grantPolicies: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'] }, 'fail'],
  [
    'consent to what is low-risk',
    { grantPolicies: ['ManagePermissionGrantsForSelf.microsoft-user-default-low'] },
    'warn',
  ],
  [
    'what Microsoft recommends',
    { grantPolicies: ['ManagePermissionGrantsForSelf.microsoft-user-default-recommended'] },
    'warn',
  ],
  [
    'mail programs that Microsoft lists',
    { grantPolicies: ['ManagePermissionGrantsForSelf.microsoft-user-default-allow-consent-apps'] },
    'warn',
  ],
  ["a policy of the tenant's own", { grantPolicies: ['ManagePermissionGrantsForSelf.own'] }, 'warn'],
  [
    'low-risk and anything',
    {
      grantPolicies: [
        'ManagePermissionGrantsForSelf.microsoft-user-default-low',
        'managepermissiongrantsforself.microsoft-user-default-LEGACY',
      ],
    },
    'fail',
  ],
  ['a policy for owners of groups alone', { grantPolicies: ['ManagePermissionGrantsForOwnedResource.legacy'] }, 'pass'],
]);

describe('what the tenant leaves to users', () => {
  it.each([
    [['low'], 'low-risk permissions of applications from verified publishers or of the tenant itself'],
    [
      ['recommended'],
      'every permission that needs no administrator, except those on files, sites, mail, calendars and Teams that Microsoft withholds',
    ],
    [['allow-consent-apps'], 'mail permissions of the mail programs that Microsoft lists'],
    [
      ['low', 'ALLOW-consent-apps'],
      'low-risk permissions of applications from verified publishers or of the tenant itself and mail permissions of the mail programs that Microsoft lists',
    ],
  ])('is said for %j', (names, left) => {
    const grantPolicies = names.map((name) => `ManagePermissionGrantsForSelf.microsoft-user-default-${name}`);
    const facts = withPolicy('authorization', { grantPolicies });
    expect(judgeFinding(userConsentRestricted, posture({ 'directory-policies': facts })).judgments).toMatchObject([
      { verdict: 'warn', reason: `Users can consent to ${left}.` },
    ]);
  });

  it('is said for a policy whose name is not one of Microsoft', () => {
    const grantPolicies = ['ManagePermissionGrantsForSelf.recommended'];
    const facts = withPolicy('authorization', { grantPolicies });
    expect(judgeFinding(userConsentRestricted, posture({ 'directory-policies': facts })).judgments).toMatchObject([
      { verdict: 'warn', reason: 'Users can consent to what a custom policy of the tenant allows.' },
    ]);
  });
});

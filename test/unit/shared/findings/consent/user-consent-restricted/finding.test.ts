import { userConsentRestricted } from '#shared/findings/consent/user-consent-restricted/finding.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';

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

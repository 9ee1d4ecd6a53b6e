import type { SimulatedDirectoryPolicies } from '#local/microsoft/simulated-directory-policies.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';

const policyEntity: Entity<SimulatedDirectoryPolicies['authorization']> = {
  type: 'microsoft.graph.authorizationPolicy',
  properties: {
    id: () => 'authorizationPolicy',
    allowInvitesFrom: ({ allowInvitesFrom }) => allowInvitesFrom,
    allowedToSignUpEmailBasedSubscriptions: (policy) => policy.allowedToSignUpEmailBasedSubscriptions,
    allowedToUseSSPR: ({ allowedToUseSSPR }) => allowedToUseSSPR,
    allowEmailVerifiedUsersToJoinOrganization: (policy) => policy.allowEmailVerifiedUsersToJoinOrganization,
    allowUserConsentForRiskyApps: ({ allowUserConsentForRiskyApps }) => allowUserConsentForRiskyApps,
    blockMsolPowerShell: ({ blockMsolPowerShell }) => blockMsolPowerShell,
    displayName: () => 'Authorization Policy',
    description: () => 'Used to manage authorization related settings across the company.',
    guestUserRoleId: ({ guestUserRoleId }) => guestUserRoleId,
    defaultUserRolePermissions: (policy) => ({
      allowedToCreateApps: policy.allowedToCreateApps,
      allowedToCreateSecurityGroups: policy.allowedToCreateSecurityGroups,
      allowedToCreateTenants: policy.allowedToCreateTenants,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: policy.permissionGrantPoliciesAssigned,
    }),
  },
};

/** https://learn.microsoft.com/graph/api/authorizationpolicy-get */
export const authorizationPolicy: Resource = {
  template: '/policies/authorizationPolicy',
  service: 'directory',
  scopes: ['Policy.Read.All'],
  refusal: 'policies',
  answer: (call) =>
    answerSingle(call, {
      entity: policyEntity,
      item: call.tenant.directoryPolicies.authorization,
      context: 'policies/authorizationPolicy*/$entity',
    }),
};

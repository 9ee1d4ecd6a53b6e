import type { SimulatedDirectoryPolicies } from '#local/microsoft/simulated-directory-policies.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';

const access = (accessType: 'allowed' | 'blocked') => () => ({
  usersAndGroups: { accessType, targets: [{ target: 'AllUsers', targetType: 'user' }] },
  applications: { accessType, targets: [{ target: 'AllApplications', targetType: 'application' }] },
});

const defaultEntity: Entity<SimulatedDirectoryPolicies['crossTenant']> = {
  type: 'microsoft.graph.crossTenantAccessPolicyConfigurationDefault',
  properties: {
    isServiceDefault: ({ isServiceDefault }) => isServiceDefault,
    inboundTrust: ({ isMfaAccepted }) => ({
      isMfaAccepted,
      isCompliantDeviceAccepted: false,
      isHybridAzureADJoinedDeviceAccepted: false,
    }),
    b2bCollaborationOutbound: access('allowed'),
    b2bCollaborationInbound: access('allowed'),
    b2bDirectConnectOutbound: access('blocked'),
    b2bDirectConnectInbound: access('blocked'),
  },
};

/** https://learn.microsoft.com/graph/api/crosstenantaccesspolicyconfigurationdefault-get */
export const crossTenantAccessDefault: Resource = {
  template: '/policies/crossTenantAccessPolicy/default',
  service: 'directory',
  scopes: ['Policy.Read.All'],
  refusal: 'policies',
  answer: (call) =>
    answerSingle(call, {
      entity: defaultEntity,
      item: call.tenant.directoryPolicies.crossTenant,
      context: 'policies/crossTenantAccessPolicy/default*/$entity',
    }),
};

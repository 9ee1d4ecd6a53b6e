import type { SimulatedTenant } from '../../tenant.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';

const defaultsEntity: Entity<SimulatedTenant> = {
  type: 'microsoft.graph.identitySecurityDefaultsEnforcementPolicy',
  properties: {
    description: () =>
      'Security defaults is a set of basic identity security mechanisms recommended by Microsoft. When enabled, these recommendations will be automatically enforced in your organization.',
    displayName: () => 'Security Defaults',
    id: () => '00000000-0000-0000-0000-000000000005',
    isEnabled: ({ securityDefaults: isOn }) => isOn,
  },
};

/** https://learn.microsoft.com/graph/api/identitysecuritydefaultsenforcementpolicy-get */
export const securityDefaults: Resource = {
  template: '/policies/identitySecurityDefaultsEnforcementPolicy',
  service: 'directory',
  scopes: ['Policy.Read.All'],
  refusal: 'policies',
  answer: (call) =>
    answerSingle(call, {
      entity: defaultsEntity,
      item: call.tenant,
      context: 'policies/identitySecurityDefaultsEnforcementPolicy*/$entity',
    }),
};

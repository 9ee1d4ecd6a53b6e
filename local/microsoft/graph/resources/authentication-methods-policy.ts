import type { SimulatedDirectoryPolicies } from '#local/microsoft/simulated-directory-policies.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';

type Policy = SimulatedDirectoryPolicies['authenticationMethods'];

const everyone = { targetType: 'group', id: 'all_users', isRegistrationRequired: false };

/** The properties of each method's configuration beside its state and targets. */
const methodSettings: Readonly<Record<string, (policy: Policy) => Record<string, unknown>>> = {
  Fido2: () => ({
    isSelfServiceRegistrationAllowed: true,
    isAttestationEnforced: true,
    keyRestrictions: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
  }),
  MicrosoftAuthenticator: ({ numberMatching, applicationShown, locationShown }) => ({
    isSoftwareOathEnabled: true,
    featureSettings: Object.fromEntries(
      Object.entries({
        numberMatchingRequiredState: numberMatching,
        displayAppInformationRequiredState: applicationShown,
        displayLocationInformationRequiredState: locationShown,
      }).map(([feature, state]) => [
        feature,
        {
          state,
          includeTarget: { targetType: 'group', id: 'all_users' },
          excludeTarget: { targetType: 'group', id: '00000000-0000-0000-0000-000000000000' },
        },
      ]),
    ),
  }),
  Sms: () => ({}),
  Voice: () => ({ isOfficePhoneAllowed: false }),
  Email: () => ({ allowExternalIdToUseEmailOtp: 'default' }),
  TemporaryAccessPass: () => ({
    defaultLifetimeInMinutes: 60,
    defaultLength: 8,
    minimumLifetimeInMinutes: 60,
    maximumLifetimeInMinutes: 480,
    isUsableOnce: false,
  }),
};

const targetsOf = (targets: 'everyone' | string[] | undefined): readonly Record<string, unknown>[] =>
  Array.isArray(targets) ? targets.map((id) => ({ ...everyone, id })) : [everyone];

const configurationsOf = (policy: Policy): readonly Record<string, unknown>[] =>
  Object.entries(methodSettings).map(([id, settingsOf]) => ({
    '@odata.type': `#microsoft.graph.${id.charAt(0).toLowerCase()}${id.slice(1)}AuthenticationMethodConfiguration`,
    id,
    state: policy.enabled[id] === undefined ? 'disabled' : 'enabled',
    excludeTargets: [],
    ...settingsOf(policy),
    includeTargets: targetsOf(policy.enabled[id]),
  }));

const policyEntity: Entity<Policy> = {
  type: 'microsoft.graph.authenticationMethodsPolicy',
  properties: {
    id: () => 'authenticationMethodsPolicy',
    displayName: () => 'Authentication Methods Policy',
    description: () =>
      'The tenant-wide policy that controls which authentication methods are allowed in the tenant, authentication method registration requirements, and self-service password reset settings',
    lastModifiedDateTime: () => '2026-02-26T10:47:26.6044384Z',
    policyVersion: () => '1.5',
    policyMigrationState: ({ policyMigrationState }) => policyMigrationState,
    registrationEnforcement: () => ({
      authenticationMethodsRegistrationCampaign: {
        snoozeDurationInDays: 1,
        state: 'default',
        excludeTargets: [],
        includeTargets: [
          { id: 'all_users', targetType: 'group', targetedAuthenticationMethod: 'microsoftAuthenticator' },
        ],
      },
    }),
    authenticationMethodConfigurations: configurationsOf,
  },
};

/** https://learn.microsoft.com/graph/api/authenticationmethodspolicy-get */
export const authenticationMethodsPolicy: Resource = {
  template: '/policies/authenticationMethodsPolicy',
  service: 'directory',
  scopes: ['Policy.Read.AuthenticationMethod', 'Policy.Read.All'],
  refusal: 'policies',
  answer: (call) =>
    answerSingle(call, {
      entity: policyEntity,
      item: call.tenant.directoryPolicies.authenticationMethods,
      context: 'authenticationMethodsPolicy*',
    }),
};

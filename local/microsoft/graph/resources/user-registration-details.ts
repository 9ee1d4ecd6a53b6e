import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import type { SimulatedTenant, SimulatedUser } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { licenseMissing } from '../graph-errors.ts';
import type { Resource } from '../graph-resource.ts';
import { isMfaCapable, isMfaRegistered, isPasswordlessCapable } from './registered-methods.ts';

const holdsARole = ({ roleAssignments, groups }: SimulatedTenant, { id }: SimulatedUser): boolean =>
  roleAssignments.some(
    ({ principalId }) =>
      principalId === id || groups.some((group) => group.id === principalId && group.memberIds.includes(id)),
  );

const preferredMethod = (user: SimulatedUser): string =>
  user.methods.includes('microsoftAuthenticatorPush') ? 'push' : user.methods.includes('mobilePhone') ? 'sms' : '';

const registrationEntity: Entity<SimulatedUser> = {
  type: 'microsoft.graph.userRegistrationDetails',
  properties: {
    id: ({ id }) => id,
    userPrincipalName: ({ userPrincipalName }) => userPrincipalName,
    userDisplayName: ({ displayName }) => displayName,
    isAdmin: (user, { tenant }) => holdsARole(tenant, user),
    isSsprRegistered: ({ methods }) => methods.length > 0,
    isSsprEnabled: () => false,
    isSsprCapable: () => false,
    isMfaRegistered,
    isMfaCapable,
    isPasswordlessCapable,
    // Microsoft refreshes the report a few times a day.
    lastUpdatedDateTime: (_user, { now }) =>
      new Date(now.getTime() - 3 * 3_600_000).toISOString().replace('Z', '5833Z'),
    methodsRegistered: ({ methods }) => methods,
    isSystemPreferredAuthenticationMethodEnabled: () => true,
    systemPreferredAuthenticationMethods: (user) => (preferredMethod(user) === '' ? [] : [preferredMethod(user)]),
    userPreferredMethodForSecondaryAuthentication: preferredMethod,
    userType: ({ userType }) => userType.toLowerCase(),
  },
};

/** https://learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails */
export const userRegistrationDetails: Resource = {
  template: '/reports/authenticationMethods/userRegistrationDetails',
  service: 'reports',
  scopes: ['AuditLog.Read.All'],
  refusal: 'reports',
  answer: (call) =>
    hasPlan(call.tenant, 'AAD_PREMIUM')
      ? answerCollection(call, {
          entity: registrationEntity,
          items: call.tenant.users,
          context: 'reports/authenticationMethods/userRegistrationDetails',
          options: ['$top', '$filter', '$orderby'],
          pageSize: { usual: 999, max: 999 },
          filterable: ['isAdmin', 'isMfaCapable', 'isMfaRegistered', 'userPrincipalName', 'userType'],
          orderable: ['userPrincipalName', 'userDisplayName'],
        })
      : licenseMissing.premium(call.now),
};

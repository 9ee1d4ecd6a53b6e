import type { Answer } from '#local/microsoft/http-answer.ts';
import { permissionIdOf, type SimulatedServicePrincipal } from '../../service-principal.ts';
import type { SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { resourceNotFound } from '../graph-errors.ts';
import { type GraphCall, pathParam, type Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';
import { rolesOfResource } from './granted-permissions.ts';

const rolesOf = (tenant: SimulatedTenant, principal: SimulatedServicePrincipal) =>
  rolesOfResource(tenant, principal).map((value) => ({
    allowedMemberTypes: ['Application'],
    description: value,
    displayName: value,
    id: permissionIdOf(principal.appId, value),
    isEnabled: true,
    origin: 'Application',
    value,
  }));

const none = () => [];
const nothing = () => null;

const principalEntity: Entity<SimulatedServicePrincipal> = {
  type: 'microsoft.graph.servicePrincipal',
  properties: {
    id: ({ id }) => id,
    deletedDateTime: nothing,
    accountEnabled: ({ accountEnabled }) => accountEnabled,
    addIns: none,
    alternativeNames: none,
    appDisplayName: ({ displayName }) => displayName,
    appId: ({ appId }) => appId,
    appOwnerOrganizationId: ({ ownerTenantId }) => ownerTenantId,
    appRoleAssignmentRequired: () => false,
    appRoles: (principal, { tenant }) => rolesOf(tenant, principal),
    disabledByMicrosoftStatus: nothing,
    displayName: ({ displayName }) => displayName,
    endpoints: none,
    homepage: nothing,
    info: () => ({
      termsOfServiceUrl: null,
      supportUrl: null,
      privacyStatementUrl: null,
      marketingUrl: null,
      logoUrl: null,
    }),
    keyCredentials: none,
    logoutUrl: nothing,
    oauth2PermissionScopes: none,
    passwordCredentials: none,
    publisherName: nothing,
    replyUrls: ({ replyUrls }) => replyUrls,
    servicePrincipalNames: ({ appId }) => [appId],
    servicePrincipalType: ({ type }) => type,
    signInAudience: () => 'AzureADMultipleOrgs',
    tags: none,
    tokenEncryptionKeyId: nothing,
    verifiedPublisher: () => ({ displayName: null, verifiedPublisherId: null, addedDateTime: null }),
  },
};

const common = {
  service: 'directory',
  scopes: ['Application.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
} as const;

const answerPrincipal = (call: GraphCall, wanted: string, item: SimulatedServicePrincipal | undefined): Answer =>
  item === undefined
    ? resourceNotFound(wanted, call.now)
    : answerSingle(call, { entity: principalEntity, item, context: 'servicePrincipals*/$entity' });

/** https://learn.microsoft.com/graph/api/serviceprincipal-list */
export const servicePrincipals: Resource = {
  ...common,
  template: '/servicePrincipals',
  answer: (call) =>
    answerCollection(call, {
      entity: principalEntity,
      items: call.tenant.servicePrincipals,
      context: 'servicePrincipals',
      options: ['$top', '$filter'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['appId', 'displayName', 'servicePrincipalType'],
    }),
};

/** https://learn.microsoft.com/graph/api/serviceprincipal-get */
export const servicePrincipal: Resource = {
  ...common,
  template: '/servicePrincipals/{id}',
  answer(call) {
    const wanted = pathParam(call, 'id');
    return answerPrincipal(
      call,
      wanted,
      call.tenant.servicePrincipals.find(({ id }) => id === wanted),
    );
  },
};

/** A service principal by its `appId`, which is the same in every directory. */
export const servicePrincipalByAppId: Resource = {
  ...common,
  template: "/servicePrincipals(appId='{appId}')",
  answer(call) {
    const wanted = pathParam(call, 'appId').toLowerCase();
    return answerPrincipal(
      call,
      wanted,
      call.tenant.servicePrincipals.find(({ appId }) => appId === wanted),
    );
  },
};

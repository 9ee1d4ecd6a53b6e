import type { SimulatedApplication } from '../../app-registration.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { resourceNotFound } from '../graph-errors.ts';
import { pathParam, type Resource, truncateToSeconds } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';

/** Graph returns this many characters of a secret as its hint. */
const hintLength = 3;

const applicationEntity: Entity<SimulatedApplication> = {
  type: 'microsoft.graph.application',
  properties: {
    id: ({ id }) => id,
    addIns: () => [],
    api: () => ({
      requestedAccessTokenVersion: 2,
      acceptMappedClaims: null,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
    }),
    applicationTemplateId: () => null,
    deletedDateTime: () => null,
    disabledByMicrosoftStatus: () => null,
    groupMembershipClaims: () => null,
    info: () => ({
      termsOfServiceUrl: null,
      supportUrl: null,
      privacyStatementUrl: null,
      marketingUrl: null,
      logoUrl: null,
    }),
    isDeviceOnlyAuthSupported: () => null,
    isFallbackPublicClient: () => null,
    optionalClaims: () => null,
    parentalControlSettings: () => ({ countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' }),
    publicClient: () => ({ redirectUris: [] }),
    tokenEncryptionKeyId: () => null,
    web: () => ({
      redirectUris: [],
      homePageUrl: null,
      logoutUrl: null,
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    }),
    appId: ({ appId }) => appId,
    createdDateTime: (_application, { tenant }) => truncateToSeconds(tenant.createdAt),
    displayName: ({ displayName }) => displayName,
    identifierUris: () => [],
    publisherDomain: (_application, { tenant }) => tenant.domains.find(({ isDefault }) => isDefault)?.name ?? null,
    signInAudience: () => 'AzureADMyOrg',
    tags: () => [],
    appRoles: () => [],
    requiredResourceAccess: () => [],
    keyCredentials: ({ certificates }) =>
      certificates.map(({ keyId, displayName, startsAt, endsAt }) => ({
        customKeyIdentifier: null,
        displayName,
        endDateTime: truncateToSeconds(endsAt),
        key: null,
        keyId,
        startDateTime: truncateToSeconds(startsAt),
        type: 'AsymmetricX509Cert',
        usage: 'Verify',
      })),
    passwordCredentials: ({ secrets }) =>
      secrets.map(({ keyId, displayName, value, startsAt, endsAt }) => ({
        customKeyIdentifier: null,
        displayName,
        endDateTime: truncateToSeconds(endsAt),
        hint: value.slice(0, hintLength),
        keyId,
        secretText: null,
        startDateTime: truncateToSeconds(startsAt),
      })),
  },
};

/** An app registration of this tenant, by its client id. https://learn.microsoft.com/graph/api/application-get */
export const application: Resource = {
  template: "/applications(appId='{appId}')",
  service: 'directory',
  scopes: ['Application.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  units: 2,
  answer(call) {
    const wanted = pathParam(call, 'appId').toLowerCase();
    const item = call.tenant.applications.find(({ appId }) => appId.toLowerCase() === wanted);
    if (item === undefined) return resourceNotFound(wanted, call.now);
    return answerSingle(call, { entity: applicationEntity, item, context: 'applications*/$entity' });
  },
};

/** https://learn.microsoft.com/graph/api/application-list */
export const applications: Resource = {
  template: '/applications',
  service: 'directory',
  scopes: ['Application.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  units: 2,
  answer: (call) =>
    answerCollection(call, {
      entity: applicationEntity,
      items: call.tenant.applications,
      context: 'applications',
      options: ['$top', '$filter'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['appId', 'displayName'],
    }),
};

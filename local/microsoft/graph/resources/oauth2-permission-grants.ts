import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { type Consent, consentsOf, opaqueId, servicePrincipalOf } from './granted-permissions.ts';

const grantEntity: Entity<Consent> = {
  type: 'microsoft.graph.oAuth2PermissionGrant',
  properties: {
    clientId: ({ client }) => client.id,
    consentType: ({ userId }) => (userId === null ? 'AllPrincipals' : 'Principal'),
    id: ({ client, resource, userId }) => opaqueId(client.id, resource, userId ?? 'everybody'),
    principalId: ({ userId }) => userId,
    resourceId: ({ resource }, { tenant }) => servicePrincipalOf(tenant, resource)?.id ?? null,
    // Graph often returns the scopes with a leading space.
    scope: ({ scopes }) => ` ${scopes.join(' ')}`,
  },
};

/** https://learn.microsoft.com/graph/api/oauth2permissiongrant-list */
export const oauth2PermissionGrants: Resource = {
  template: '/oauth2PermissionGrants',
  service: 'directory',
  scopes: ['Directory.Read.All'],
  refusal: 'directory',
  answer: (call) =>
    answerCollection(call, {
      entity: grantEntity,
      items: consentsOf(call.tenant),
      context: 'oauth2PermissionGrants',
      options: ['$top', '$filter'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['clientId', 'consentType', 'principalId', 'resourceId'],
    }),
};

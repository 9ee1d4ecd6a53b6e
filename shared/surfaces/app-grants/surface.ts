import { defineSurface, type GraphReader, type GraphRequest } from '../define-surface.ts';
import { parsePage, parseRaw } from '../raw.ts';
import { appOf, consentedScopes, grantedAppRoles, isOwnedByMicrosoft, registrationOf } from './normalize.ts';
import {
  AppGrant,
  type Permission,
  RawApplication,
  RawConsent,
  RawPrincipal,
  RawResource,
  RawRoleAssignment,
} from './schema.ts';

/**
 * The resources with people, mail and files: Microsoft Graph, Exchange, SharePoint and Azure AD Graph. The ids are the
 * same in every tenant.
 */
const resourceAppIds = [
  '00000003-0000-0000-c000-000000000000',
  '00000002-0000-0ff1-ce00-000000000000',
  '00000003-0000-0ff1-ce00-000000000000',
  '00000002-0000-0000-c000-000000000000',
];

/** Permissions by the id of the principal that holds them. */
type Held = Map<string, Permission[]>;

const hold = (held: Held, principalId: string, permissions: readonly Permission[]): void => {
  held.set(principalId, [...(held.get(principalId) ?? []), ...permissions]);
};

const everything = async (graph: GraphReader, request: GraphRequest): Promise<readonly unknown[]> =>
  (await Array.fromAsync(graph.pages(request))).flat();

/** A tenant without Exchange has no such resource. Any other refusal is a refusal of the whole surface. */
const resourcesOf = async (graph: GraphReader): Promise<readonly RawResource[]> => {
  const requests = resourceAppIds.map((appId) => ({
    id: appId,
    path: "/servicePrincipals(appId='{appId}')",
    params: { appId },
    query: { $select: 'id,appId,displayName,appRoles' },
  }));
  const found: RawResource[] = [];
  for await (const answer of graph.batch(requests)) {
    if (answer.ok) found.push(parseRaw(RawResource, answer.body));
    else if (answer.error.code !== 'NotFound') throw answer.error;
  }
  return found;
};

const rolesHeld = async (graph: GraphReader): Promise<Held> => {
  const held: Held = new Map();
  for (const resource of await resourcesOf(graph)) {
    const path = '/servicePrincipals/{id}/appRoleAssignedTo';
    for await (const page of graph.pages({ path, params: { id: resource.id }, query: { $top: '999' } })) {
      for (const [id, permission] of grantedAppRoles(resource, parsePage(RawRoleAssignment, page))) {
        hold(held, id, [permission]);
      }
    }
  }
  return held;
};

const scopesHeld = async (graph: GraphReader, principals: ReadonlyMap<string, RawPrincipal>): Promise<Held> => {
  const held: Held = new Map();
  const query = { $filter: "consentType eq 'AllPrincipals'", $top: '999' };
  for await (const page of graph.pages({ path: '/oauth2PermissionGrants', query })) {
    for (const consent of parsePage(RawConsent, page)) {
      hold(held, consent.clientId, consentedScopes(consent, principals.get(consent.resourceId)));
    }
  }
  return held;
};

const principalsOf = async (graph: GraphReader): Promise<ReadonlyMap<string, RawPrincipal>> => {
  const select = 'id,appId,displayName,appOwnerOrganizationId,accountEnabled,servicePrincipalType';
  const found = await everything(graph, { path: '/servicePrincipals', query: { $select: select, $top: '999' } });
  return new Map(parsePage(RawPrincipal, found).map((principal) => [principal.id, principal]));
};

export const appGrants = defineSurface({
  id: 'app-grants',
  title: 'Applications and their grants',
  reference: 'https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto',
  job: 'posture',
  features: ['apps'],
  throttleDomain: 'directory',
  everySeconds: 24 * 3600,
  accessOptions: [{ name: 'grants', scopes: [['Directory.Read.All']] }],
  completeness: 'replace',
  fact: AppGrant,
  factVersion: 1,
  identify: (fact) => `${fact.kind}/${fact.appId}`,
  async *read({ graph }) {
    const principals = await principalsOf(graph);
    const application = await rolesHeld(graph);
    const delegated = await scopesHeld(graph, principals);
    yield [...principals.values()]
      .filter((principal) => !isOwnedByMicrosoft(principal))
      .map((principal) => appOf(principal, application.get(principal.id) ?? [], delegated.get(principal.id) ?? []))
      .filter((app) => app.application.length + app.delegated.length > 0);
    const select = 'appId,displayName,passwordCredentials,keyCredentials';
    for await (const page of graph.pages({ path: '/applications', query: { $select: select, $top: '999' } })) {
      yield parsePage(RawApplication, page)
        .map(registrationOf)
        .filter(({ credentials }) => credentials.length > 0);
    }
  },
  timeoutSeconds: 300,
});

import { isOrLooksRogue } from '#shared/kernel/rogue-apps.ts';
import { batchPerSubject } from '../batch-per-subject.ts';
import { defineSurface, type GraphReader, type SurfaceSubject } from '../define-surface.ts';
import { allRecordsOf, recordsOf } from '../records.ts';
import { pagesOfEach } from '../trouble.ts';
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

/** A tenant without Exchange has no such resource. */
const resourcesOf = async (graph: GraphReader): Promise<readonly RawResource[]> => {
  const request = ({ id: appId }: SurfaceSubject) => ({
    path: "/servicePrincipals(appId='{appId}')",
    params: { appId },
    query: { $select: 'id,appId,displayName,appRoles' },
  });
  const audience = resourceAppIds.map((id) => ({ id }));
  const found: RawResource[] = [];
  for await (const answers of batchPerSubject({ graph, audience }, request, RawResource)) {
    for (const answer of answers) {
      if (answer.ok) found.push(answer.value);
      else if (answer.error.code !== 'NotFound') graph.leftOut.object(answer.error.code);
    }
  }
  return found;
};

const rolesHeld = async (graph: GraphReader): Promise<Held> => {
  const held: Held = new Map();
  const assignmentsOf = async function* (resource: RawResource) {
    const path = '/servicePrincipals/{id}/appRoleAssignedTo';
    const request = { path, params: { id: resource.id }, query: { $top: '999' } };
    for await (const page of recordsOf(graph, request, RawRoleAssignment)) yield grantedAppRoles(resource, page);
  };
  for await (const granted of pagesOfEach(graph, await resourcesOf(graph), assignmentsOf)) {
    for (const [id, permission] of granted) hold(held, id, [permission]);
  }
  return held;
};

const scopesHeld = async (graph: GraphReader, principals: ReadonlyMap<string, RawPrincipal>): Promise<Held> => {
  const held: Held = new Map();
  const query = { $filter: "consentType eq 'AllPrincipals'", $top: '999' };
  for (const consent of await allRecordsOf(graph, { path: '/oauth2PermissionGrants', query }, RawConsent)) {
    hold(held, consent.clientId, consentedScopes(consent, principals.get(consent.resourceId)));
  }
  return held;
};

const principalsOf = async (graph: GraphReader): Promise<ReadonlyMap<string, RawPrincipal>> => {
  const $select = 'id,appId,displayName,appOwnerOrganizationId,accountEnabled,replyUrls,servicePrincipalType';
  const found = await allRecordsOf(
    graph,
    { path: '/servicePrincipals', query: { $select, $top: '999' } },
    RawPrincipal,
  );
  return new Map(found.map((principal) => [principal.id, principal]));
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
  factVersion: 2,
  identify: (fact) => `${fact.kind}/${fact.appId}`,
  async *read({ graph }) {
    const principals = await principalsOf(graph);
    const application = await rolesHeld(graph);
    const delegated = await scopesHeld(graph, principals);
    yield [...principals.values()]
      .filter((principal) => !isOwnedByMicrosoft(principal))
      .map((principal) => appOf(principal, application.get(principal.id) ?? [], delegated.get(principal.id) ?? []))
      .filter((app) => app.application.length + app.delegated.length > 0 || isOrLooksRogue(app));
    const query = { $select: 'appId,displayName,passwordCredentials,keyCredentials', $top: '999' };
    for await (const page of recordsOf(graph, { path: '/applications', query }, RawApplication)) {
      yield page.map(registrationOf).filter(({ credentials }) => credentials.length > 0);
    }
  },
  timeoutSeconds: 300,
});

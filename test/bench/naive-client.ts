import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { graphClient } from '#test/support/simulated-microsoft.ts';

/**
 * The requests for one surface: lists in pages of a hundred, single objects, and one request per user or application.
 */
interface SurfaceRequests {
  readonly lists?: readonly string[];
  readonly singles?: readonly string[];
  /** A path for each user; `{id}` is the user's id. */
  readonly ofEachUser?: string;
  /** A path for each service principal; `{id}` is its id. */
  readonly ofEachApp?: string;
}

const userFields =
  'id,displayName,userPrincipalName,mail,proxyAddresses,accountEnabled,userType,assignedLicenses,signInActivity';

/**
 * The requests that a developer would write after reading Microsoft's documentation: the documented call of each
 * surface with `$top=100`, all next links, and one request per user where a call is about one user. No batches, no
 * reports instead of users, no state between runs.
 */
const requestsBySurface: Readonly<Record<string, SurfaceRequests>> = {
  'app-grants': {
    lists: ['/servicePrincipals?$top=100', '/oauth2PermissionGrants?$top=100', '/applications?$top=100'],
    ofEachApp: '/v1.0/servicePrincipals/{id}/appRoleAssignments?$top=100',
  },
  'conditional-access': { lists: ['/identity/conditionalAccess/policies?$top=100'] },
  'defender-alerts': { lists: ['/security/alerts_v2?$top=100'] },
  'directory-audits': { lists: ['/auditLogs/directoryAudits?$top=100'] },
  'directory-policies': {
    singles: [
      '/policies/authorizationPolicy',
      '/policies/adminConsentRequestPolicy',
      '/policies/authenticationMethodsPolicy',
      '/policies/crossTenantAccessPolicy/default',
    ],
    lists: ['/groupSettings'],
  },
  'directory-roles': {
    lists: [
      '/roleManagement/directory/roleDefinitions?$top=100',
      '/roleManagement/directory/roleAssignments?$expand=principal&$top=100',
    ],
  },
  domains: { lists: ['/domains?$top=100'] },
  'inbox-rules': { ofEachUser: '/v1.0/users/{id}/mailFolders/inbox/messageRules' },
  licenses: { lists: ['/subscribedSkus', '/directory/subscriptions?$top=100'] },
  'mailbox-settings': { ofEachUser: '/v1.0/users/{id}/mailboxSettings' },
  'managed-devices': { lists: ['/deviceManagement/managedDevices?$top=100'] },
  'mfa-registrations': { ofEachUser: '/v1.0/users/{id}/authentication/methods' },
  organization: { lists: ['/organization'] },
  'per-user-mfa': { ofEachUser: '/beta/users/{id}/authentication/requirements' },
  'risky-users': { lists: ['/identityProtection/riskyUsers?$top=100'] },
  'role-schedules': {
    lists: [
      '/roleManagement/directory/roleAssignmentScheduleInstances?$top=100',
      '/roleManagement/directory/roleEligibilityScheduleInstances?$top=100',
    ],
  },
  'secure-score': { lists: ['/security/secureScores?$top=100', '/security/secureScoreControlProfiles?$top=100'] },
  'security-defaults': { singles: ['/policies/identitySecurityDefaultsEnforcementPolicy'] },
  'service-health': {
    lists: ['/admin/serviceAnnouncement/healthOverviews', '/admin/serviceAnnouncement/issues?$top=100'],
  },
  'sharepoint-settings': { singles: ['/admin/sharepoint/settings'] },
  users: { lists: [`/users?$select=${userFields}&$top=100`] },
};

export const isReadNaively = (surfaceId: string): boolean => surfaceId in requestsBySurface;

const concurrency = 16;

/** Reads these surfaces of a tenant once. Throws if Graph answers with another status than 200. */
export const readNaively = async (
  microsoft: SimulatedMicrosoft,
  tenant: SimulatedTenant,
  surfaceIds: readonly string[],
): Promise<void> => {
  const ask = await graphClient(microsoft, tenant);
  const get = async (path: string) => {
    const { status, body } = await ask(path);
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const list = async (path: string): Promise<{ readonly id: string }[]> => {
    const items: { readonly id: string }[] = [];
    for (let next: string | undefined = `/v1.0${path}`; next !== undefined; ) {
      const page: { value: { id: string }[]; '@odata.nextLink'?: string } = await get(next);
      items.push(...page.value);
      next = page['@odata.nextLink'];
    }
    return items;
  };
  const each = async (template: string, ids: readonly string[]): Promise<void> => {
    for (let from = 0; from < ids.length; from += concurrency) {
      await Promise.all(ids.slice(from, from + concurrency).map((id) => get(template.replace('{id}', id))));
    }
  };
  const itemsByPath = new Map<string, { readonly id: string }[]>();
  const requests = surfaceIds.flatMap((id) => requestsBySurface[id] ?? []);
  for (const path of requests.flatMap(({ lists = [] }) => lists))
    itemsByPath.set(path.split('?')[0] ?? path, await list(path));
  for (const path of requests.flatMap(({ singles = [] }) => singles)) await get(`/v1.0${path}`);
  const idsOf = (path: string): string[] => (itemsByPath.get(path) ?? []).map(({ id }) => id);
  for (const { ofEachUser, ofEachApp } of requests) {
    if (ofEachUser !== undefined) await each(ofEachUser, idsOf('/users'));
    if (ofEachApp !== undefined) await each(ofEachApp, idsOf('/servicePrincipals'));
  }
};

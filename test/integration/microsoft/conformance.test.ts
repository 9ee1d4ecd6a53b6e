import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conditionalAccessPolicy } from '#local/microsoft/conditional-access-policy.ts';
import { globalAdministrator } from '#local/microsoft/directory-roles.ts';
import { aMessage, anEvent, attendee } from '#local/microsoft/generate/generate-mail.ts';
import { roleAssignment } from '#local/microsoft/generate/generate-tenant.ts';
import { anAlert, aRule, roleGrantAudit } from '#local/microsoft/generate/generate-threats.ts';
import { random } from '#local/microsoft/random.ts';
import { aServicePrincipal, microsoftGraph } from '#local/microsoft/service-principal.ts';
import { hardenedDirectoryPolicies, lowRiskConsent } from '#local/microsoft/simulated-directory-policies.ts';
import { anIssue } from '#local/microsoft/simulated-service-health.ts';
import { hardenedSharePoint } from '#local/microsoft/simulated-sharepoint.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import {
  askToken,
  aTenant,
  type GraphAnswer,
  graphClient,
  startTestMicrosoft,
  testNow,
} from '#test/support/simulated-microsoft.ts';

/** The folder with Microsoft's documented examples. Without it these tests are reported as skipped. */
const folder = process.env['GRAPH_EXAMPLES'];

interface Example {
  readonly request: string | null;
  readonly status: number;
  readonly body: unknown;
}

const examplesOf = (file: string): readonly Example[] =>
  JSON.parse(readFileSync(join(folder ?? '', `${file}.json`), 'utf8')).examples;
const exampleOf = (file: string, index: number): Example => {
  const example = examplesOf(file)[index];
  if (example === undefined) throw new Error(`${file} has no example ${index}`);
  return example;
};

/** Annotations that depend on the number of items. */
const notCompared = ['@odata.nextLink', '@odata.count', '@odata.deltaLink', '@odata.context', '@microsoft.graph.tips'];

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

/**
 * The differences between a documented body and ours. Every documented field must exist with its type; of a list the
 * first element is compared. Null is allowed for the fields in `nullable`, where Microsoft's schema allows it.
 */
const differences = (documented: unknown, ours: unknown, nullable: readonly string[], path = ''): readonly string[] => {
  if (ours === undefined) return [`${path} is missing`];
  if (documented === null || (ours === null && nullable.includes(path))) return [];
  if (kindOf(documented) !== kindOf(ours))
    return [`${path} is documented as ${kindOf(documented)} and is ${kindOf(ours)}`];
  if (Array.isArray(documented) && Array.isArray(ours)) {
    if (documented.length === 0) return [];
    return ours.length === 0
      ? [`${path} has nothing to compare`]
      : differences(documented[0], ours[0], nullable, `${path}[]`);
  }
  if (typeof documented !== 'object' || typeof ours !== 'object' || ours === null) return [];
  return Object.entries(documented)
    .filter(([name]) => !notCompared.includes(name))
    .flatMap(([name, value]) => differences(value, Reflect.get(ours, name), nullable, `${path}.${name}`));
};

const draw = random(77);
const person = { name: 'Jo Birch', address: 'jo.birch@acme.example' };
const mail = aMessage(draw, testNow, { subject: 'Hello', from: person, to: [person], hoursAgo: 1 });
const meeting = anEvent(draw, testNow, {
  subject: 'Review',
  organizer: person,
  attendees: [attendee(person)],
  inHours: 5,
  location: 'Room 1',
});

/** Adds one alert, one audit row, one risky user and one inbox rule to a tenant. */
const addThreats = (tenant: SimulatedTenant): void => {
  const [admin, member] = tenant.users;
  if (admin === undefined || member === undefined) throw new Error('the tenant has too few people');
  const at = testNow.toISOString();
  tenant.alerts = [anAlert(testNow, { userIds: [], devices: ['desk-7.contoso.example'] })];
  tenant.audits = [roleGrantAudit(testNow, { by: admin, to: member, hoursAgo: 2 })];
  tenant.risks = [{ userId: member.id, level: 'high', state: 'atRisk', detail: 'none', updatedAt: at }];
  admin.mailbox?.rules.push(
    aRule('Remove spam', {
      conditions: { subjectContains: ['enter to win'] },
      actions: { delete: true, stopProcessingRules: true },
    }),
  );
};

const tenantWithExamples = (): SimulatedTenant => {
  const tenant = aTenant({ plan: 'SPE_E5' });
  const [admin, eligible] = tenant.users;
  admin?.mailbox?.messages.push(mail);
  admin?.mailbox?.events.push(meeting);
  addThreats(tenant);
  tenant.roleEligibilities = [
    {
      ...roleAssignment(eligible?.id ?? '', globalAdministrator),
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2027-01-01T00:00:00Z',
    },
  ];
  tenant.serviceIssues = [
    anIssue({
      id: 'EX900001',
      service: 'Exchange Online',
      title: 'Some mail is delayed',
      startsAt: '2026-11-22T05:00:00Z',
    }),
  ];
  tenant.servicePrincipals.push(
    aServicePrincipal(tenant.tenantId, 'Signatures', {
      delegatedPermissions: [{ resource: microsoftGraph, name: 'User.Read', userId: admin?.id ?? null }],
    }),
  );
  tenant.directoryPolicies = hardenedDirectoryPolicies(admin?.id ?? '');
  tenant.directoryPolicies.authorization.permissionGrantPoliciesAssigned = [lowRiskConsent];
  tenant.sharePoint = hardenedSharePoint('partner.example');
  tenant.sharePoint.sharingBlockedDomainList = ['rival.example'];
  tenant.conditionalAccessPolicies = [
    conditionalAccessPolicy({ id: 'ad8d2b4a-8d30-413f-88b8-144c6c8d98d9', displayName: 'One' }),
  ];
  return tenant;
};

interface Case {
  readonly file: string;
  readonly index: number;
  readonly ask: (names: {
    readonly user: string;
    readonly app: string;
    readonly principal: string;
    readonly graph: string;
    readonly fields: string;
  }) => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly nullable?: readonly string[];
  readonly empty?: readonly string[];
  /** The example wraps the object in a `value` that Graph does not send. */
  readonly unwrap?: true;
}

/** The properties of an example, for `$select`. */
const fieldsOf = ({ body }: Example): string => {
  const value: unknown = Reflect.get(Object(body), 'value') ?? [body];
  const [first]: unknown[] = Array.isArray(value) ? value : [];
  return Object.keys(Object(first))
    .filter((name) => !name.startsWith('@'))
    .join(',');
};

const cases: readonly Case[] = [
  // A tenant may have no street address.
  { file: '01-organization', index: 0, ask: () => '/v1.0/organization', nullable: ['.value[].city'] },
  { file: '02-messages', index: 0, ask: ({ user }) => `/v1.0/users/${user}/messages?$select=sender,subject` },
  { file: '02-messages', index: 1, ask: ({ user }) => `/v1.0/users/${user}/messages` },
  { file: '03-message-body', index: 0, ask: ({ user }) => `/v1.0/users/${user}/messages/${mail.id}` },
  {
    file: '03-message-body',
    index: 2,
    ask: ({ user }) => `/v1.0/users/${user}/messages/${mail.id}?$select=subject,body,bodyPreview,uniqueBody`,
    headers: { Prefer: 'outlook.body-content-type="text"' },
  },
  {
    file: '04-calendarview',
    index: 0,
    ask: ({ user }) =>
      `/v1.0/users/${user}/calendarView?startDateTime=2026-11-20T00:00:00Z&endDateTime=2026-11-25T00:00:00Z`,
  },
  ...[0, 1].map((index) => ({
    file: '04b-event-body',
    index,
    ask: ({ user, fields }: Parameters<Case['ask']>[0]) => `/v1.0/users/${user}/events/${meeting.id}?$select=${fields}`,
  })),
  {
    file: '05-users',
    index: 0,
    ask: ({ fields }) => `/v1.0/users?$select=${fields}`,
    // The example is of a guest; a member has none.
    empty: ['.value[].otherMails'],
  },
  { file: '05-users', index: 7, ask: ({ fields }) => `/v1.0/users?$select=${fields}` },
  {
    file: '05-users',
    index: 8,
    ask: ({ user }) => `/v1.0/users/${user}`,
    nullable: ['.mobilePhone', '.officeLocation'],
  },
  {
    file: '05-users',
    index: 10,
    ask: ({ user, fields }) => `/v1.0/users/${user}?$select=${fields}`,
    nullable: ['.postalCode'],
  },
  { file: '05-users', index: 19, ask: ({ fields }) => `/v1.0/users?$select=${fields}` },
  {
    file: '06-userregistrationdetails',
    index: 0,
    ask: () => '/v1.0/reports/authenticationMethods/userRegistrationDetails',
  },
  {
    file: '07-roles',
    index: 3,
    ask: () =>
      `/v1.0/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '${globalAdministrator}'&$expand=principal`,
  },
  { file: '07-roles', index: 4, ask: () => '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances' },
  { file: '07-roles', index: 5, ask: () => '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances' },
  { file: '08-securescores', index: 0, ask: () => '/v1.0/security/secureScores?$top=1' },
  {
    file: '08-securescores',
    index: 1,
    ask: () => '/v1.0/security/secureScoreControlProfiles',
  },
  { file: '09-conditionalaccess', index: 0, ask: () => '/v1.0/identity/conditionalAccess/policies' },
  { file: '10-securitydefaults', index: 0, ask: () => '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy' },
  { file: '11-peruser-mfa', index: 0, ask: ({ user }) => `/beta/users/${user}/authentication/requirements` },
  { file: '12-licenses', index: 0, ask: () => '/v1.0/subscribedSkus' },
  { file: '12-licenses', index: 2, ask: () => '/v1.0/directory/subscriptions' },
  { file: '13-messagerules', index: 0, ask: ({ user }) => `/v1.0/users/${user}/mailFolders/inbox/messageRules` },
  { file: '13-messagerules', index: 2, ask: ({ user }) => `/v1.0/users/${user}/mailboxSettings` },
  {
    file: '16-servicehealth',
    index: 0,
    ask: () => '/v1.0/admin/serviceAnnouncement/issues',
    nullable: ['.value[].endDateTime'],
  },
  { file: '16-servicehealth', index: 1, ask: () => '/v1.0/admin/serviceAnnouncement/healthOverviews' },
  {
    file: '16-servicehealth',
    index: 2,
    ask: () => '/v1.0/admin/serviceAnnouncement/healthOverviews?$expand=issues',
    nullable: ['.value[].issues[].endDateTime'],
  },
  // The documentation wraps the object; the product reads both shapes.
  { file: '17-sharepointsettings', index: 0, ask: () => '/v1.0/admin/sharepoint/settings', unwrap: true },
  { file: '18-hardening', index: 0, ask: () => '/v1.0/policies/adminConsentRequestPolicy' },
  {
    file: '14-alerts_v2',
    index: 0,
    ask: () => '/v1.0/security/alerts_v2',
    // The example is of a virtual machine with a tag.
    nullable: ['.value[].evidence[].vmMetadata'],
    empty: ['.value[].evidence[].tags', '.value[].systemTags'],
  },
  // The first example is of 2018 and has `Type`, which Graph no longer sends.
  { file: '15-directoryaudits', index: 1, ask: () => '/v1.0/auditLogs/directoryAudits' },
  { file: '18-hardening', index: 1, ask: () => '/v1.0/domains', nullable: ['.value[].availabilityStatus'] },
  { file: '18-hardening', index: 2, ask: () => '/v1.0/groupSettings' },
  {
    file: '18-hardening',
    index: 4,
    ask: ({ fields }) => `/v1.0/deviceManagement/managedDevices?$select=${fields}`,
    // Properties of phones, of device actions, and of Configuration Manager.
    nullable: [
      'activationLockBypassCode',
      'remoteAssistanceSessionUrl',
      'remoteAssistanceSessionErrorDetails',
      'configurationManagerClientEnabledFeatures',
      'deviceHealthAttestationState',
      'iccid',
      'udid',
      'notes',
      'ethernetMacAddress',
    ].map((name) => `.value[].${name}`),
    empty: ['.value[].deviceActionResults'],
  },
  { file: '18-hardening', index: 5, ask: () => '/v1.0/policies/authorizationPolicy' },
  { file: '18-hardening', index: 6, ask: () => '/v1.0/policies/crossTenantAccessPolicy/default' },
  { file: '18-hardening', index: 7, ask: () => '/v1.0/policies/authenticationMethodsPolicy' },
  {
    file: '21-approleassignments',
    index: 0,
    ask: ({ principal }) => `/v1.0/servicePrincipals/${principal}/appRoleAssignments`,
  },
  { file: '21-approleassignments', index: 0, ask: ({ graph }) => `/v1.0/servicePrincipals/${graph}/appRoleAssignedTo` },
  // The example has names that an application without a URL lacks.
  {
    file: '21-approleassignments',
    index: 1,
    ask: ({ principal }) => `/v1.0/servicePrincipals/${principal}`,
    empty: ['.alternativeNames'],
  },
  { file: '21-approleassignments', index: 2, ask: () => '/v1.0/oauth2PermissionGrants' },
  { file: '24-application-credentials', index: 0, ask: ({ app }) => `/v1.0/applications(appId='${app}')` },
];

describe.skipIf(folder === undefined)('the documented example', () => {
  const tenant = folder === undefined ? aTenant() : tenantWithExamples();
  const [user, app] = [tenant.users[0]?.id ?? '', tenant.applications[0]?.appId ?? ''];
  const principalOf = (wanted: string): string =>
    tenant.servicePrincipals.find(({ appId }) => appId === wanted)?.id ?? '';
  const [principal, graph] = [principalOf(app), principalOf(microsoftGraph)];
  let microsoft: SimulatedMicrosoft;
  let get: (path: string, init?: RequestInit) => Promise<GraphAnswer>;
  beforeAll(async () => {
    microsoft = await startTestMicrosoft([tenant], { enforceLimits: false });
    get = await graphClient(microsoft, tenant);
  });
  afterAll(() => microsoft.stop());

  it.each(cases)(
    '$file number $index is answered with its fields and types',
    async ({ file, index, ask, headers, nullable = [], empty = [], unwrap }) => {
      const example = exampleOf(file, index);
      const { status, body } = await get(ask({ user, app, principal, graph, fields: fieldsOf(example) }), {
        headers: { ...headers },
      });
      expect({ status, error: body.error }).toEqual({ status: example.status, error: undefined });
      const documented = unwrap === true ? Reflect.get(Object(example.body), 'value') : example.body;
      expect(differences(documented, body, nullable)).toEqual(empty.map((path) => `${path} has nothing to compare`));
    },
  );

  it('22-batch is answered with its envelope', async () => {
    const example = exampleOf('22-batch', 0);
    const requests = [{ id: '1', method: 'GET', url: '/organization' }];
    const { body } = await get('/v1.0/$batch', { method: 'POST', body: JSON.stringify({ requests }) });
    const [documented] = Reflect.get(Object(example.body), 'responses');
    expect(Object.keys(body.responses[0]).toSorted()).toEqual(Object.keys(documented).toSorted());
  });
});

describe.skipIf(folder === undefined)('the documented refusal of the token endpoint', () => {
  const expired = aTenant({ seed: 2 });
  for (const secret of expired.applications[0]?.secrets ?? []) secret.endsAt = testNow.toISOString();
  const refusing = (seed: number, refusal: 'disabled' | 'blocked') => {
    const tenant = aTenant({ seed });
    for (const application of tenant.applications) application.refusal = refusal;
    return tenant;
  };
  const tenant = aTenant();
  const [disabled, blocked] = [refusing(3, 'disabled'), refusing(4, 'blocked')];
  let microsoft: SimulatedMicrosoft;
  beforeAll(async () => {
    microsoft = await startTestMicrosoft([tenant, expired, disabled, blocked]);
  });
  afterAll(() => microsoft.stop());

  const nobody = '22222222-2222-2222-2222-222222222222';
  const asks: Readonly<Record<number, () => Promise<Response>>> = {
    70011: () => askToken(microsoft, tenant, { scope: 'https://example.contoso.com/activity.read' }),
    7000222: () => askToken(microsoft, expired),
    7000215: () => askToken(microsoft, tenant, { client_secret: 'wrong' }),
    700016: () => askToken(microsoft, tenant, { client_id: nobody }),
    90002: () => askToken(microsoft, tenant, {}, nobody),
    7000112: () => askToken(microsoft, disabled),
    53003: () => askToken(microsoft, blocked),
  };
  /** The first line of a description with ids and names replaced, for comparison. */
  const withoutIds = (description: string): string =>
    (description.split('\r\n')[0] ?? '')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
      .replace(/directory '[^']+'/, "directory 'NAME'")
      .replace(/\(\w+\)/, '(APP)');

  it.each(
    folder === undefined
      ? []
      : examplesOf('91-errors-token-endpoint').map(({ status, body }) => ({ status, body: Object(body) })),
  )('$body.error_codes', async ({ status, body: documented }) => {
    const ask = asks[documented.error_codes[0]];
    if (ask === undefined) throw new Error(`there is no request for ${documented.error_codes[0]}`);
    const response = await ask();
    const body: unknown = await response.json();
    expect(response.status).toBe(status);
    expect(Reflect.get(Object(body), 'error')).toBe(documented.error);
    expect(withoutIds(Reflect.get(Object(body), 'error_description'))).toBe(withoutIds(documented.error_description));
    expect(differences(documented, body, [])).toEqual([]);
  });
});

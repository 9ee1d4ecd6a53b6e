import { describe, expect, it } from 'vitest';
import { appGrants } from '#shared/surfaces/app-grants/surface.ts';
import { conditionalAccess } from '#shared/surfaces/conditional-access/surface.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { directoryPolicies } from '#shared/surfaces/directory-policies/surface.ts';
import { directoryRoles } from '#shared/surfaces/directory-roles/surface.ts';
import { domains } from '#shared/surfaces/domains/surface.ts';
import { events } from '#shared/surfaces/events/surface.ts';
import { licenses } from '#shared/surfaces/licenses/surface.ts';
import { mailboxSettings } from '#shared/surfaces/mailbox-settings/surface.ts';
import { managedDevices } from '#shared/surfaces/managed-devices/surface.ts';
import { messages } from '#shared/surfaces/messages/surface.ts';
import { mfaRegistrations } from '#shared/surfaces/mfa-registrations/surface.ts';
import { organization } from '#shared/surfaces/organization/surface.ts';
import { perUserMfa } from '#shared/surfaces/per-user-mfa/surface.ts';
import { roleSchedules } from '#shared/surfaces/role-schedules/surface.ts';
import { secureScore } from '#shared/surfaces/secure-score/surface.ts';
import { securityDefaults } from '#shared/surfaces/security-defaults/surface.ts';
import { serviceHealth } from '#shared/surfaces/service-health/surface.ts';
import { sharepointSettings } from '#shared/surfaces/sharepoint-settings/surface.ts';
import { users } from '#shared/surfaces/users/surface.ts';
import { bodiesOf, examplesFolder, withRequestedFields } from '#test/support/graph-examples.ts';
import { fakeGraphReader, readFacts } from '#test/support/graph-reader.ts';

const who = 'somebody@msp.example';
const person = { id: 'example', userPrincipalName: 'x@contoso.example', accountEnabled: true };
const time = { dateTime: '2026-11-22T09:00:00.0000000', timeZone: 'UTC' };
const from = { emailAddress: { name: 'Somebody', address: who } };

/** The documented body is the answer at `path`; the other answers are given beside it. */
const readingOf = async (
  surface: AnySurface,
  path: string,
  body: unknown,
  options: {
    readonly accessOption?: string;
    readonly audience?: readonly string[];
    readonly beside?: Readonly<Record<string, unknown>>;
  } = {},
) => readFacts(surface, fakeGraphReader({ ...options.beside, [path]: body }), options);

describe.skipIf(examplesFolder === undefined)('documented answers', () => {
  it('of the organization are read', async () => {
    for (const body of bodiesOf('01-organization', 'GET', /^\/v1.0\/organization/)) {
      const facts = await readingOf(organization, '/organization', withRequestedFields(body, {}));
      expect(facts).toMatchObject([{ name: 'Contoso' }]);
    }
  });

  it('of domains are read', async () => {
    for (const body of bodiesOf('18-hardening', 'GET', /^\/v1.0\/domains/)) {
      const facts = await readingOf(domains, '/domains', body);
      expect(facts).toMatchObject([{ name: 'contoso.com', isDefault: true, isInitial: true }]);
    }
  });

  it('of users are read, with their sign-ins where those are documented', async () => {
    for (const body of bodiesOf('05-users', 'GET', /^\/(v1.0|beta)\/users\??([^/]*)$/s)) {
      const answer = withRequestedFields(body, person);
      const facts = await readingOf(users, '/users', answer, { accessOption: 'with-sign-ins' });
      expect(facts.length).toBeGreaterThan(0);
      if (JSON.stringify(body).includes('lastSignInDateTime')) {
        expect(JSON.stringify(facts)).toMatch(/"lastSignInAt":"\d{4}-/);
      }
    }
  });

  it('of registrations are read', async () => {
    const [body] = bodiesOf('06-userregistrationdetails', 'GET', /userRegistrationDetails/);
    const facts = await readingOf(mfaRegistrations, '/reports/authenticationMethods/userRegistrationDetails', body);
    expect(facts).toMatchObject([
      { isRegistered: true, isCapable: true, isAdmin: false, basis: 'report' },
      { isRegistered: false, isCapable: false, methods: [] },
      { isRegistered: true, isCapable: false },
    ]);
  });

  it('of roles are read', async () => {
    const [body] = bodiesOf('07-roles', 'GET', /roleManagement\/directory\/roleAssignments\?/);
    const beside = { '/roleManagement/directory/roleDefinitions': { value: [] } };
    const facts = await readingOf(directoryRoles, '/roleManagement/directory/roleAssignments', body, { beside });
    const admin = {
      principalType: 'user',
      roleTemplateId: '62e90394-69f5-4237-9190-012177145e10',
      directoryScopeId: '/',
    };
    expect(facts).toMatchObject([admin, admin, admin]);
  });

  it('of role schedules are read', async () => {
    const assigned = '/roleManagement/directory/roleAssignmentScheduleInstances';
    const eligible = '/roleManagement/directory/roleEligibilityScheduleInstances';
    const beside = { [eligible]: bodiesOf('07-roles', 'GET', /roleEligibilityScheduleInstances/)[0] };
    const [body] = bodiesOf('07-roles', 'GET', /roleAssignmentScheduleInstances/);
    expect(await readingOf(roleSchedules, assigned, body, { beside })).toMatchObject([
      { kind: 'assigned', endAt: null, memberType: 'direct' },
      { kind: 'assigned', endAt: null, memberType: 'direct' },
      { kind: 'eligible', startAt: '2022-04-12T14:44:50.287Z', endAt: '2024-04-10T00:00:00.000Z' },
    ]);
  });

  it('of the secure score are read', async () => {
    const profiles = '/security/secureScoreControlProfiles';
    const beside = { [profiles]: bodiesOf('08-securescores', 'GET', /secureScoreControlProfiles/)[0] };
    const [body] = bodiesOf('08-securescores', 'GET', /secureScores/);
    expect(await readingOf(secureScore, '/security/secureScores', body, { beside })).toMatchObject([
      { kind: 'day', day: '2019-03-19', currentScore: 387, maxScore: 697 },
      { kind: 'control', controlId: 'AdminMFA', score: 35, hasProfile: false },
      { kind: 'control', controlId: 'DLPEnabled', score: 20, maxScore: 20, points: 0, userImpact: 'moderate' },
    ]);
  });

  it('of Conditional Access are read, one policy or many', async () => {
    const path = '/identity/conditionalAccess/policies';
    const read = (policies: unknown) => readingOf(conditionalAccess, path, { value: policies });
    const [list] = bodiesOf('09-conditionalaccess', 'GET', /conditionalAccess\/policies(\s|$)/);
    const lists = await readingOf(conditionalAccess, path, list);
    expect(lists).toMatchObject([
      { state: 'disabled', grant: { controls: ['block'] } },
      { grant: { controls: ['mfa'] } },
    ]);
    for (const policy of bodiesOf('09-conditionalaccess', 'GET', /conditionalAccess\/policies\/\{id\}/)) {
      expect(await read([policy])).toMatchObject([
        {
          signInRiskLevels: ['medium', 'low'],
          exclude: { guests: true },
          platforms: { exclude: ['iOS', 'windowsPhone'] },
        },
      ]);
    }
    for (const policy of bodiesOf('09-conditionalaccess', 'POST', /conditionalAccess\/policies/)) {
      const [fact] = await read([policy]);
      expect(fact).toMatchObject({ kind: 'policy', grant: { operator: 'OR' } });
    }
  });

  it('of directory policies are read', async () => {
    const one = (beginning: RegExp) => bodiesOf('18-hardening', 'GET', beginning)[0];
    const beside = {
      '/policies/adminConsentRequestPolicy': one(/^\/v1.0\/policies\/adminConsent/),
      '/policies/authenticationMethodsPolicy': one(/^\/v1.0\/policies\/authenticationMethods/),
      '/policies/crossTenantAccessPolicy/default': one(/^\/v1.0\/policies\/crossTenant/),
      '/groupSettings': one(/^\/v1.0\/groupSettings/),
    };
    const authorization = one(/^\/v1.0\/policies\/authorizationPolicy/);
    const facts = await readingOf(directoryPolicies, '/policies/authorizationPolicy', authorization, { beside });
    expect(facts).toMatchObject([
      { kind: 'authorization', invitesFrom: 'everyone', guestRole: 'unknown', grantPolicies: ['just-user-read'] },
      { kind: 'admin-consent', isEnabled: true, reviewers: 2 },
      {
        kind: 'authentication-methods',
        migration: null,
        methods: [
          { method: 'Fido2', state: 'disabled' },
          { method: 'MicrosoftAuthenticator', for: 'everyone' },
          { method: 'Sms', state: 'enabled', for: 'everyone' },
          { method: 'TemporaryAccessPass' },
          { method: 'Email', for: 'nobody' },
        ],
        authenticator: { numberMatching: 'default' },
      },
      { kind: 'cross-tenant-access', isServiceDefault: true, mfaAccepted: false },
      { kind: 'password-rules', configured: false },
    ]);
  });

  it('of applications and their grants are read', async () => {
    const one = (file: string, beginning: RegExp) => bodiesOf(file, 'GET', beginning)[0];
    const owner = '65415bb1-9267-4313-bbf5-ae259732ee12';
    const principal = '8e881353-1735-45af-af21-ee1344582a4d';
    const examples = '21-approleassignments';
    const resource = withRequestedFields(one(examples, /^\/v1.0\/servicePrincipals\/\{id\}$/), {});
    const facts = await readingOf(
      appGrants,
      '/servicePrincipals',
      { value: [{ ...Object(resource), id: principal }] },
      {
        beside: {
          "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')": resource,
          '/servicePrincipals/00af5dfb-85da-4b41-a677-0c6b86dd34f8/appRoleAssignedTo': one(
            examples,
            /appRoleAssignments$/,
          ),
          '/oauth2PermissionGrants': one(examples, /oauth2PermissionGrants$/),
          '/applications': { value: [one('24-application-credentials', /applications\/\{id\}/)] },
        },
      },
    );
    // The example's application has no credential, and its consent is neither for one user nor for all.
    expect(facts).toMatchObject([
      { kind: 'app', ownerTenantId: owner, isEnabled: true, application: [{ permission: null }], delegated: [] },
    ]);
  });

  it('of service health are read, and what is over is left out', async () => {
    const [overviews] = bodiesOf('16-servicehealth', 'GET', /healthOverviews(\s|$)/);
    const beside = { '/admin/serviceAnnouncement/healthOverviews': overviews };
    const [body] = bodiesOf('16-servicehealth', 'GET', /serviceAnnouncement\/issues/);
    const path = '/admin/serviceAnnouncement/issues';
    expect(await readingOf(serviceHealth, path, body, { beside })).toMatchObject([
      { kind: 'service', serviceId: 'Exchange', status: 'unknown' },
      { kind: 'service', serviceId: 'OrgLiveID', status: 'serviceRestored' },
      { kind: 'service', serviceId: 'OSDPPlatform', status: 'serviceOperational' },
    ]);
    const going = JSON.parse(JSON.stringify(body).replaceAll('"isResolved":true', '"isResolved":false'));
    const [issue] = await readingOf(serviceHealth, path, going, { beside });
    expect(issue).toMatchObject({ kind: 'issue', issueId: 'EX226792', classification: 'incident' });
  });

  it('of managed devices are read', async () => {
    const [body] = bodiesOf('18-hardening', 'GET', /managedDevices/);
    const path = '/deviceManagement/managedDevices';
    const numbers = { kind: 'counts', devices: 1, compliant: 1, noncompliant: 0, inGrace: 0, notKnown: 0 };
    const owners = { kind: 'owners', part: 0, userIds: ['user id value'] };
    expect(await readingOf(managedDevices, path, body)).toEqual([numbers, owners]);
  });

  it('of SharePoint settings are read', async () => {
    const [body] = bodiesOf('17-sharepointsettings', 'GET', /sharepoint\/settings/);
    expect(await readingOf(sharepointSettings, '/admin/sharepoint/settings', body)).toMatchObject([
      { sharing: 'anyone', domainRestriction: 'allow-list', restrictedDomains: 2, idleSignOut: { afterSeconds: 300 } },
    ]);
  });

  it('of Security Defaults are read', async () => {
    const path = '/policies/identitySecurityDefaultsEnforcementPolicy';
    const [body] = bodiesOf('10-securitydefaults', 'GET', /SecurityDefaults/i);
    expect(await readingOf(securityDefaults, path, body)).toEqual([{ isEnabled: true }]);
  });

  it('of per-user MFA are read', async () => {
    const [body] = bodiesOf('11-peruser-mfa', 'GET', /authentication\/requirements/);
    const facts = await readingOf(perUserMfa, '/users/u/authentication/requirements', body, { audience: ['u'] });
    expect(facts).toEqual([{ userId: 'u', state: 'enforced' }]);
  });

  it('of licenses are read', async () => {
    const beside = { '/directory/subscriptions': bodiesOf('12-licenses', 'GET', /directory\/subscriptions/)[0] };
    const [body] = bodiesOf('12-licenses', 'GET', /subscribedSkus/);
    expect(await readingOf(licenses, '/subscribedSkus', body, { beside })).toMatchObject([
      { partNumber: 'ENTERPRISEPREMIUM', capabilityStatus: 'enabled', enabled: 25, consumed: 14, renewsAt: null },
      { partNumber: 'CRMSTANDARD', capabilityStatus: 'suspended', suspended: 25 },
    ]);
  });

  it('of mailbox settings are read', async () => {
    for (const body of bodiesOf('13-messagerules', 'GET', /mailboxSettings$/)) {
      const answer = withRequestedFields(body, { userPurpose: 'shared' });
      const facts = await readingOf(mailboxSettings, '/users/u/mailboxSettings', answer, { audience: ['u'] });
      expect(facts).toEqual([{ userId: 'u', purpose: 'shared', askedOn: '2026-11-22' }]);
    }
  });

  it('of messages are read, and of no body', async () => {
    const path = `/users/${who}/messages`;
    for (const body of bodiesOf('02-messages', 'GET', /^\/v1.0\/me\/(mailFolders\/[^/]+\/)?messages(\?|\s|$)/i)) {
      const answer = withRequestedFields(body, { from, receivedDateTime: '2026-11-22T08:00:00Z' });
      const facts = await readingOf(messages, path, answer, { audience: [who] });
      expect(facts.length).toBeGreaterThan(0);
      expect(JSON.stringify(facts)).not.toMatch(/<html|"body"/);
    }
  });

  it('of events are read, and of no body', async () => {
    const path = `/users/${who}/calendarView`;
    const lists = bodiesOf('04-calendarview', 'GET', /calendarView(\?|\/delta\?(startdatetime=2016|\$skiptoken))/);
    for (const body of lists) {
      const answer = withRequestedFields(body, { organizer: from, start: time, end: time });
      const facts = await readingOf(events, path, answer, { audience: [who] });
      expect(facts.length).toBeGreaterThan(0);
      expect(JSON.stringify(facts)).not.toMatch(/<html|"body"/);
    }
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { allScopes } from '#local/microsoft/generate/granted-scopes.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { aTenant, graphClient, startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

let running: SimulatedMicrosoft | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

const open = async (tenant: SimulatedTenant, options: Parameters<typeof startTestMicrosoft>[1] = {}) => {
  running = await startTestMicrosoft([tenant], options);
  return { microsoft: running, get: await graphClient(running, tenant) };
};
const person = (tenant: SimulatedTenant): string => tenant.users[0]?.id ?? '';

describe('a missing scope', () => {
  it.each([
    ['/v1.0/users', ['User.Read.All', 'Directory.Read.All'], 403, 'Authorization_RequestDenied'],
    [
      '/v1.0/organization',
      ['Organization.Read.All', 'Directory.Read.All', 'User.Read.All'],
      403,
      'Authorization_RequestDenied',
    ],
    ['/v1.0/users?$select=id,signInActivity', ['AuditLog.Read.All'], 403, 'Authentication_MSGraphPermissionMissing'],
    [
      '/v1.0/reports/authenticationMethods/userRegistrationDetails',
      ['AuditLog.Read.All'],
      403,
      'Authentication_MSGraphPermissionMissing',
    ],
    ['/v1.0/users/{id}/authentication/methods', ['UserAuthenticationMethod.Read.All'], 403, 'accessDenied'],
    ['/beta/users/{id}/authentication/requirements', ['Policy.Read.All'], 403, 'accessDenied'],
    ['/v1.0/identity/conditionalAccess/policies', ['Policy.Read.All'], 403, 'AccessDenied'],
    ['/v1.0/policies/identitySecurityDefaultsEnforcementPolicy', ['Policy.Read.All'], 403, 'AccessDenied'],
    ['/v1.0/policies/authorizationPolicy', ['Policy.Read.All'], 403, 'AccessDenied'],
    ['/v1.0/policies/adminConsentRequestPolicy', ['Policy.Read.All', 'Directory.Read.All'], 403, 'AccessDenied'],
    ['/v1.0/policies/authenticationMethodsPolicy', ['Policy.Read.All'], 403, 'AccessDenied'],
    ['/v1.0/policies/crossTenantAccessPolicy/default', ['Policy.Read.All'], 403, 'AccessDenied'],
    ['/v1.0/groupSettings', ['Directory.Read.All'], 403, 'Authorization_RequestDenied'],
    ['/v1.0/servicePrincipals', ['Directory.Read.All'], 403, 'Authorization_RequestDenied'],
    ['/v1.0/servicePrincipals/{id}/appRoleAssignedTo', ['Directory.Read.All'], 403, 'Authorization_RequestDenied'],
    ['/v1.0/oauth2PermissionGrants', ['Directory.Read.All'], 403, 'Authorization_RequestDenied'],
    ['/v1.0/applications', ['Directory.Read.All'], 403, 'Authorization_RequestDenied'],
    ['/v1.0/admin/serviceAnnouncement/issues', ['ServiceHealth.Read.All'], 403, 'Forbidden'],
    ['/v1.0/admin/serviceAnnouncement/healthOverviews', ['ServiceHealth.Read.All'], 403, 'Forbidden'],
    ['/v1.0/deviceManagement/managedDevices', ['DeviceManagementManagedDevices.Read.All'], 403, 'Forbidden'],
    // The error does not mention a scope, and its status elsewhere means an invalid credential.
    ['/v1.0/admin/sharepoint/settings', ['SharePointTenantSettings.Read.All'], 401, 'unauthenticated'],
    [
      '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances',
      ['RoleManagement.Read.Directory'],
      403,
      'UnknownError',
    ],
    ['/v1.0/security/secureScores', ['SecurityEvents.Read.All'], 403, 'Forbidden'],
    ['/v1.0/users/{id}/messages', ['Mail.Read'], 403, 'ErrorAccessDenied'],
    [
      '/v1.0/users/{id}/calendarView?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z',
      ['Calendars.Read'],
      403,
      'ErrorAccessDenied',
    ],
    ['/v1.0/users/{id}/mailboxSettings', ['MailboxSettings.Read'], 403, 'ErrorAccessDenied'],
  ])('%s is refused without %j', async (path, missing, status, code) => {
    const tenant = aTenant({ plan: 'SPE_E5', grantedScopes: allScopes.filter((scope) => !missing.includes(scope)) });
    const { get } = await open(tenant);
    const answer = await get(path.replace('{id}', person(tenant)));
    expect(answer.status).toBe(status);
    expect(answer.body.error.code).toBe(code);
  });

  it('of PIM is refused with JSON in the message', async () => {
    const tenant = aTenant({ plan: 'SPE_E5', grantedScopes: ['Directory.Read.All'] });
    const { get } = await open(tenant);
    const { body } = await get('/v1.0/roleManagement/directory/roleEligibilityScheduleInstances');
    expect(JSON.parse(body.error.message)).toMatchObject({ errorCode: 'PermissionScopeNotGranted' });
  });
});

describe('a missing plan', () => {
  it.each([
    ['/v1.0/users?$select=id,signInActivity', 403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'],
    [
      '/v1.0/reports/authenticationMethods/userRegistrationDetails',
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    ],
    ['/v1.0/roleManagement/directory/roleAssignmentScheduleInstances', 400, 'AadPremiumLicenseRequired'],
    ['/v1.0/roleManagement/directory/roleEligibilityScheduleInstances', 400, 'AadPremiumLicenseRequired'],
    ['/v1.0/deviceManagement/managedDevices', 400, 'BadRequest'],
  ])('answers %s with %i %s', async (path, status, code) => {
    const { get } = await open(aTenant({ plan: 'O365_BUSINESS_ESSENTIALS' }));
    const answer = await get(path);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('answers Conditional Access with 200 and an empty list', async () => {
    const { get } = await open(aTenant({ plan: 'O365_BUSINESS_ESSENTIALS' }));
    const answer = await get('/v1.0/identity/conditionalAccess/policies');
    expect([answer.status, answer.body.value]).toEqual([200, []]);
  });
});

describe('a mailbox', () => {
  it.each([
    ['of an unknown user', 'nobody@example.com', 404, 'ErrorInvalidUser'],
    ['of a user without one', 1, 404, 'MailboxNotEnabledForRESTAPI'],
    ['outside the access policy', 2, 403, 'ErrorAccessDenied'],
  ])('%s is refused', async (_what, whom, status, code) => {
    const tenant = aTenant();
    const [, without, outside] = tenant.users;
    if (without !== undefined) without.mailbox = null;
    if (outside?.mailbox) outside.mailbox.withinAccessPolicy = false;
    const { get } = await open(tenant);
    const id = typeof whom === 'string' ? whom : tenant.users[whom]?.id;
    const answer = await get(`/v1.0/users/${id}/messages`);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
});

describe('throttling', () => {
  it('enforces the reports limit, with a Retry-After', async () => {
    const { get } = await open(aTenant());
    const path = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
    for (let count = 1; count <= 5; count += 1) expect((await get(path)).status).toBe(200);
    const refused = await get(path);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(refused.body.error).toMatchObject({ code: 'TooManyRequests' });
  });

  it('counts users with sign-ins as reports, and users without as directory', async () => {
    const { get, microsoft } = await open(aTenant());
    await get('/v1.0/users?$select=id,signInActivity');
    await get('/v1.0/users?$select=id');
    expect(microsoft.counters().byService).toMatchObject({ reports: 1, directory: 1 });
  });

  it('enforces the Conditional Access limit without a Retry-After, also inside a batch', async () => {
    const { get } = await open(aTenant());
    const url = '/identity/conditionalAccess/policies';
    const requests = ['1', '2'].map((id) => ({ id, method: 'GET', url }));
    const { body } = await get('/v1.0/$batch', { method: 'POST', body: JSON.stringify({ requests }) });
    const statuses = body.responses.map(({ status }: { status: number }) => status);
    expect(statuses.toSorted()).toEqual([200, 429]);
    expect(body.responses.find(({ status }: { status: number }) => status === 429).headers).not.toHaveProperty(
      'Retry-After',
    );
  });

  it('answers 429 again to a request inside the Retry-After window, and counts it', async () => {
    const clock = manualClock(testNow);
    const { get, microsoft } = await open(aTenant(), { clock });
    microsoft.setFaults([{ match: { template: '/domains', nth: 1 }, fault: { status: 429, retryAfter: '2.5' } }]);
    expect((await get('/v1.0/domains')).headers.get('retry-after')).toBe('2.5');
    clock.advanceSeconds(1.5);
    expect((await get('/v1.0/domains')).status).toBe(429);
    clock.advanceSeconds(1);
    expect((await get('/v1.0/domains')).status).toBe(200);
    expect(microsoft.counters()).toMatchObject({ insideRetryAfter: 1, throttled: 2 });
  });
});

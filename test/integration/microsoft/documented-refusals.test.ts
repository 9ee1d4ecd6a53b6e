import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aMessage } from '#local/microsoft/generate/generate-mail.ts';
import { random } from '#local/microsoft/random.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { aTenant, graphClient, startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';

/** Microsoft's documented error bodies of Graph, those that the simulator can return. */
const folder = process.env['GRAPH_EXAMPLES'];

interface Documented {
  readonly status: number;
  readonly body: { readonly error?: { readonly code: string; readonly message: string }; readonly value?: unknown };
}
const documented: readonly Documented[] =
  folder === undefined ? [] : JSON.parse(readFileSync(join(folder, '90-errors-graph.json'), 'utf8')).examples;

const bare = () => aTenant({ plan: 'SPE_E5', grantedScopes: [] });
const free = () => aTenant({ plan: 'O365_BUSINESS_ESSENTIALS' });
const withoutMailbox = (tenant: SimulatedTenant) => {
  for (const user of tenant.users) user.mailbox = null;
  return tenant;
};
const outsidePolicy = (tenant: SimulatedTenant) => {
  for (const { mailbox } of tenant.users) if (mailbox !== null) mailbox.withinAccessPolicy = false;
  return tenant;
};
const withMail = (tenant: SimulatedTenant) => {
  const from = { name: 'Jo Birch', address: 'jo.birch@acme.example' };
  tenant.users[0]?.mailbox?.messages.push(aMessage(random(1), testNow, { subject: 'x', from, to: [] }));
  return tenant;
};

/** A refusal by its code and a part of its text, with the tenant and the request that cause it. */
const refusals: readonly (readonly [code: string, text: string, tenant: () => SimulatedTenant, path: string])[] = [
  ['Authorization_RequestDenied', 'Insufficient privileges', bare, '/v1.0/users'],
  ['ErrorAccessDenied', 'Check credentials', bare, '/v1.0/users/{id}/messages'],
  ['ErrorAccessDenied', 'OData is disabled', () => outsidePolicy(aTenant()), '/v1.0/users/{id}/messages'],
  [
    'Authentication_MSGraphPermissionMissing',
    'AuditLog.Read.All',
    bare,
    '/v1.0/reports/authenticationMethods/userRegistrationDetails',
  ],
  ['Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'premium', free, '/v1.0/users?$select=id,signInActivity'],
  ['AccessDenied', 'required scopes', bare, '/v1.0/identity/conditionalAccess/policies'],
  [
    'accessDenied',
    'Access denied',
    () => aTenant({ grantedScopes: ['Sites.Read.All'] }),
    '/v1.0/admin/sharepoint/settings',
  ],
  ['BadRequest', 'SPO license', () => aTenant({ plan: 'EXCHANGESTANDARD' }), '/v1.0/admin/sharepoint/settings'],
  ['Forbidden', 'not licensed', free, '/v1.0/identityProtection/riskyUsers'],
  ['AadPremiumLicenseRequired', 'P2', free, '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances'],
  ['MailboxNotEnabledForRESTAPI', 'inactive', () => withoutMailbox(aTenant()), '/v1.0/users/{id}/messages'],
  ['ErrorItemNotFound', 'not found in the store', () => withMail(aTenant()), '/v1.0/users/{id}/messages/gone'],
  ['ResourceNotFound', 'could not be discovered', () => aTenant(), '/v1.0/nowhere'],
];

const answerTo = async (tenant: SimulatedTenant, path: string) => {
  const microsoft = await startTestMicrosoft([tenant]);
  try {
    const get = await graphClient(microsoft, tenant);
    return await get(path.replace('{id}', tenant.users[0]?.id ?? ''));
  } finally {
    await microsoft.stop();
  }
};

describe.skipIf(folder === undefined)('the documented refusal', () => {
  it.each(refusals)('%s (%s) is answered with its status, code and text', async (code, text, tenant, path) => {
    const example = documented.find(({ body }) => body.error?.code === code && body.error.message.includes(text));
    if (example === undefined) throw new Error(`the documentation has no ${code} with ${text}`);
    const { status, body } = await answerTo(tenant(), path);
    expect(status).toBe(example.status);
    expect(body.error).toMatchObject({ code, message: example.body.error?.message });
  });

  it('ErrorInvalidUser names the requested user', async () => {
    const example = documented.find(({ body }) => body.error?.code === 'ErrorInvalidUser');
    const { status, body } = await answerTo(aTenant(), '/v1.0/users/nobody@example.com/calendarView');
    expect(status).toBe(example?.status);
    expect(body.error.message).toBe(example?.body.error?.message.replace(/'.+'/, "'nobody@example.com'"));
  });

  it('of PIM has the same JSON in its message', async () => {
    const example = documented.find(({ body }) => body.error?.code === 'UnknownError');
    const { status, body } = await answerTo(bare(), '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances');
    expect(status).toBe(example?.status);
    const keys = (message: string | undefined): string[] => Object.keys(JSON.parse(message ?? '{}'));
    expect(keys(body.error.message)).toEqual(keys(example?.body.error?.message));
  });

  it('of Conditional Access in a tenant without P1 is an empty list', async () => {
    const example = documented.find(({ body }) => Array.isArray(body.value));
    const { status, body } = await answerTo(free(), '/v1.0/identity/conditionalAccess/policies');
    expect([status, body]).toEqual([example?.status, example?.body]);
  });

  it('429 has the documented body', async () => {
    const tenant = aTenant();
    tenant.faults = [{ match: { template: '/domains' }, fault: { status: 429, retryAfter: 2.128 } }];
    const example = documented.find(({ status, body }) => status === 429 && body.error?.code === 'TooManyRequests');
    const { headers, body } = await answerTo(tenant, '/v1.0/domains');
    expect(headers.get('retry-after')).toBe('2.128');
    const shape = (error: unknown): unknown => Object.keys(Object(error)).toSorted();
    expect(shape(body.error)).toEqual(shape(example?.body.error));
    expect(shape(body.error.innerError)).toEqual(shape(Reflect.get(Object(example?.body.error), 'innerError')));
  });
});

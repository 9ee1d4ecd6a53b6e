import { afterEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '#local/microsoft/faults.ts';
import { aMessage, anEvent } from '#local/microsoft/generate/generate-mail.ts';
import { requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { random } from '#local/microsoft/random.ts';
import { aServicePrincipal, microsoftGraph } from '#local/microsoft/service-principal.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaceOf, surfaces } from '#shared/surfaces/index.ts';
import { aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { aTenant, credentialOf, startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const servers: SimulatedMicrosoft[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** A tenant behind HTTP. Waiting moves the clock of both sides. */
const connected = async (tenant: SimulatedTenant, faults: readonly FaultRule[] = []) => {
  const clock = manualClock(testNow);
  const server = await startTestMicrosoft([tenant], { clock, faults });
  servers.push(server);
  const { tenantId, clientId, secret } = credentialOf(tenant);
  const mailboxes = tenant.users.slice(0, 2).map(({ userPrincipalName }) => userPrincipalName);
  const microsoft = openMicrosoft({
    credential: { kind: 'secret', value: new Secret(secret) },
    ...{ tenantId, clientId, mailboxes, clock, tokenWindow: aTokenWindow() },
    cloud: 'global',
    transport: redirectedTransport(server.origins),
    sleep: async (seconds) => clock.advanceSeconds(seconds),
  });
  const read = async (surface: AnySurface, accessOption = surface.accessOptions[0].name): Promise<unknown[]> => {
    const everybody = tenant.users.map(({ id }) => id);
    const ids =
      surface.audience === 'technician-mailboxes' ? mailboxes : surface.audience === undefined ? [] : everybody;
    const graph = { ...microsoft.reader(surface, new Date('2026-11-23T09:00:00.000Z')), leftOut: leftOutTally() };
    const audience = ids.map((id) => ({ id }));
    const pages = await Array.fromAsync(surface.read({ graph, accessOption, audience, now: testNow }));
    const facts = pages.flat().map((fact) => surface.fact.parse(fact));
    // Answers of a batch come in any order.
    return facts.sort((a, b) => surface.identify(a).localeCompare(surface.identify(b)));
  };
  return { microsoft, read, server, mailboxes };
};

const surfaceNamed = (id: string): AnySurface => {
  const surface = surfaceOf(id);
  if (surface === undefined) throw new Error(`there is no surface ${id}`);
  return surface;
};

let seed = 100;
/** A tenant with all licenses and some mail. It has its own id, because windows and tokens are cached by tenant. */
const aBusyTenant = (users = 30): SimulatedTenant => {
  seed += 1;
  const tenant = aTenant({ seed, users, plan: 'SPE_E5' });
  const draw = random(seed);
  const [first] = tenant.users;
  const from = { name: 'Jo Birch', address: 'jo.birch@acme.example' };
  for (let count = 0; count < 7; count += 1) {
    first?.mailbox?.messages.push(
      aMessage(draw, testNow, { subject: `Subject ${count}`, from, to: [], hoursAgo: count }),
    );
    first?.mailbox?.events.push(
      anEvent(draw, testNow, { subject: `Meeting ${count}`, organizer: from, inHours: count }),
    );
  }
  return tenant;
};

describe('a simulated tenant', () => {
  it('is read by every surface with each of its access options', async () => {
    const tenant = aBusyTenant();
    const excludeGroups = ['22222222-2222-4222-8222-222222222222'];
    tenant.conditionalAccessPolicies.push(
      requireMfa('11111111-1111-4111-8111-111111111111', { users: { excludeGroups } }),
    );
    const { read, server } = await connected(tenant);
    const byService = () => new Map(Object.entries(server.counters().byService));
    for (const surface of surfaces) {
      const before = byService();
      for (const { name } of surface.accessOptions) {
        const facts = await read(surface, name);
        const ids = facts.map((fact) => surface.identify(surface.fact.parse(fact)));
        expect(new Set(ids).size, surface.id).toBe(ids.length);
      }
      // Lanes are built from the declared domains: with an undeclared domain, two Lambdas could share a bucket.
      const usedServices = [...byService()].filter(([service, count]) => count > (before.get(service) ?? 0));
      const others = usedServices
        .map(([service]) => service)
        .filter((service) => service !== 'token' && service !== 'batch');
      const declared = [surface.throttleDomain, ...(surface.otherThrottleDomains ?? [])];
      expect(
        others.filter((service) => !declared.some((domain) => domain === service)),
        surface.id,
      ).toEqual([]);
    }
    const { insideRetryAfterRequests, writes } = server.counters();
    expect(insideRetryAfterRequests).toEqual([]);
    expect(writes).toBe(0);
  });

  it('returns messages and events of the listed mailboxes, without bodies', async () => {
    const tenant = aBusyTenant();
    const { read, microsoft, mailboxes } = await connected(tenant);
    const [messages, events] = [surfaceOf('messages'), surfaceOf('events')];
    if (messages === undefined || events === undefined) throw new Error('no such surface');
    expect(await read(messages)).toHaveLength(7);
    expect(await read(events)).toHaveLength(7);
    const [message] = tenant.users[0]?.mailbox?.messages ?? [];
    const [mailbox = ''] = mailboxes;
    const body = await microsoft.messageBody({ mailbox, itemId: message?.id ?? '' });
    expect(body.content).toContain('Kind regards');
    await expect(microsoft.messageBody({ mailbox, itemId: 'AAkNothing' })).rejects.toMatchObject({ code: 'ItemGone' });
  });

  it.each([
    ['a fifth of all answers throttled', [{ match: { percent: 20 }, fault: { status: 429, retryAfter: 3 } }]],
    ['a fifth throttled by decimals', [{ match: { percent: 20 }, fault: { status: 429, retryAfter: '2.128' } }]],
    [
      'a tenth resets and half answers',
      [
        { match: { percent: 5 }, fault: { reset: true } },
        { match: { percent: 5 }, fault: { malformed: 'truncated' } },
      ],
    ],
    ['a tenth of failing servers', [{ match: { percent: 10 }, fault: { status: 503 } }]],
    ['batches that forget', [{ match: { percent: 30 }, fault: { batch: 'drop' } }]],
    ['empty pages', [{ match: { nth: [1, 4, 9, 14] }, fault: { paging: 'empty-page' } }]],
  ] satisfies [string, FaultRule[]][])('is read with the same result through %s', async (_, faults) => {
    const tenant = aBusyTenant(12);
    const { read, server } = await connected(tenant);
    const names = [
      'app-grants',
      'directory-policies',
      'managed-devices',
      'service-health',
      'sharepoint-settings',
      'users',
      'mfa-registrations',
      'directory-roles',
      'licenses',
      'mailbox-settings',
      'messages',
      'secure-score',
    ];
    const chosen = surfaces.filter(({ id }) => names.includes(id));
    const calm: unknown[] = [];
    for (const surface of chosen) calm.push(await read(surface));
    server.setFaults(faults);
    const rough: unknown[] = [];
    for (const surface of chosen) rough.push(await read(surface));
    expect(rough).toEqual(calm);
    expect(server.counters().insideRetryAfterRequests).toEqual([]);
  });

  it('reports a missing plan, whatever is granted', async () => {
    seed += 1;
    const { read } = await connected(aTenant({ seed, plan: 'O365_BUSINESS_ESSENTIALS' }));
    for (const [id, accessOption] of [
      ['users', 'with-sign-ins'],
      ['mfa-registrations', 'report'],
      ['role-schedules', 'instances'],
      ['managed-devices', 'devices'],
    ] as const) {
      const surface = surfaceOf(id);
      if (surface === undefined) throw new Error(id);
      await expect(read(surface, accessOption)).rejects.toMatchObject({ code: 'NeedsLicense' });
    }
  });

  it('reports missing SharePoint, although Microsoft calls it a bad request', async () => {
    seed += 1;
    const { read } = await connected(aTenant({ seed, plan: 'EXCHANGESTANDARD' }));
    await expect(read(surfaceNamed('sharepoint-settings'))).rejects.toMatchObject({ code: 'NeedsLicense' });
  });

  it('reports a missing scope, not a bad credential, for the 401 of SharePoint', async () => {
    seed += 1;
    const { read, microsoft } = await connected(aTenant({ seed, grantedScopes: ['Directory.Read.All'] }));
    await expect(read(surfaceNamed('sharepoint-settings'))).rejects.toMatchObject({ code: 'NeedsAccess' });
    expect(await microsoft.roles()).toEqual(['Directory.Read.All']);
  });

  it('returns the directory policies without Policy.Read.All where Directory.Read.All is enough', async () => {
    seed += 1;
    const { read } = await connected(aTenant({ seed, grantedScopes: ['Directory.Read.All'] }));
    const facts = await read(surfaceNamed('directory-policies'), 'everything');
    expect(facts).toMatchObject([
      { kind: 'admin-consent', isEnabled: false },
      { kind: 'unread', policy: 'authentication-methods', needs: ['Policy.Read.All'] },
      { kind: 'unread', policy: 'authorization' },
      { kind: 'unread', policy: 'cross-tenant-access' },
      { kind: 'password-rules', configured: false },
    ]);
  });

  it('returns the permissions of 1,200 applications in eight requests, including one with more than twenty permissions', async () => {
    const tenant = aBusyTenant();
    const permissions = Array.from({ length: 30 }, (_, index) => ({ resource: microsoftGraph, name: `Some.${index}` }));
    tenant.servicePrincipals.push(
      ...Array.from({ length: 1199 }, (_, index) => aServicePrincipal(tenant.tenantId, `App ${index}`)),
      aServicePrincipal(tenant.tenantId, 'Wide', { applicationPermissions: permissions }),
    );
    const { read, server } = await connected(tenant);
    const facts = await read(surfaceNamed('app-grants'));
    const wide = facts.find((fact) => Reflect.get(Object(fact), 'name') === 'Wide');
    expect(Reflect.get(Object(wide), 'application')).toHaveLength(30);
    // Two pages of applications, one batch for the resources, three lists of role assignments, consents, registrations.
    expect(server.counters().graph).toBe(8);
  });

  it('reports missing consents for each surface', async () => {
    seed += 1;
    const { read, microsoft } = await connected(aTenant({ seed, plan: 'SPE_E5', grantedScopes: [] }));
    expect(await microsoft.roles()).toEqual([]);
    for (const surface of surfaces.filter(({ id }) => id !== 'organization')) {
      await expect(read(surface), surface.id).rejects.toMatchObject({ code: 'NeedsAccess' });
    }
  });
});

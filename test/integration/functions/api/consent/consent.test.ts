import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptConsent } from '#functions/api/consent/accept-consent.ts';
import { contract } from '#functions/api/consent/contract.ts';
import { createConsentLink } from '#functions/api/consent/create-consent-link.ts';
import type { Deps } from '#functions/api/consent/deps.ts';
import { openMspScope } from '#shared/access/open-scope.ts';
import { consentStates } from '#shared/api/consent-state.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { cloudOrigins } from '#shared/microsoft/origins.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections, type NewConnectionFields } from '#shared/store/connection-store.ts';
import { consentRequests } from '#shared/store/consent-request-store.ts';
import { publisherApps } from '#shared/store/publisher-app-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { contestedAuditLog } from '#test/support/contested-audit-log.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, mspNumber } from '#test/support/numbered-msps.ts';
import { newConnection, tenantId } from '#test/support/numbered-tenants.ts';

let db: TestDynamoDb;
let deps: Deps;
let send: ReturnType<typeof apiCaller>;
const announced: string[] = [];
/** How Entra answers a token request. */
let admission: Deps['admission'];

const appId = '99999999-9999-4999-8999-999999999999';
const start = '2026-11-22T12:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString();

beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  deps = {
    connections: connections(table),
    requests: consentRequests(table),
    states: consentStates(async () => Buffer.alloc(32, 3)),
    audit: auditLog(table),
    clock: table.clock,
    originsOf: cloudOrigins,
    scopeOf: openMspScope,
    admission: (connection) => admission(connection),
    due: { schedule: async (_scope, connectionId) => void announced.push(connectionId) },
  };
  send = apiCaller(contract, { createConsentLink, acceptConsent }, deps);
});
afterAll(() => db.stop());
beforeEach(() => {
  db.table.clock.moveTo(start);
  announced.length = 0;
  admission = async (connection) => ({
    tenantId: connection.tenantId,
    roles: ['Policy.Read.All', 'Directory.Read.All'],
  });
});

/** An MSP with its app and a connection through it. */
const msp = async (number: number, own: Partial<NewConnectionFields> = {}) => {
  const scope = mspNumber(number);
  const words = newConnection(number, { mode: 'publisher-app', reads: ['posture'], mailboxes: [], ...own });
  const credential = { kind: 'secret', expiresOn: '2027-06-30', state: 'valid' } as const;
  await publisherApps(db.table).put(scope, { clientId: appId, credential, changedAt: '2026-11-01T00:00:00.000Z' });
  await connections(db.table).create(scope, words);
  const { connectionId } = words;
  const known = async () => {
    const found = await connections(db.table).get(scope, connectionId);
    if (found === undefined) throw new Error('the test made one');
    return found;
  };
  const link = async (by = number) =>
    send({
      route: 'POST /v1/connections/{connectionId}/consent-link',
      as: caller('admin', { msp: by }),
      params: { connectionId },
    });
  const state = async () => new URL((await link()).body.url).searchParams.get('state') ?? '';
  return { scope, connectionId, known, link, state };
};

const comeBack = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  send({ route: 'GET /v1/consent/callback', query, headers });

describe('a consent link', () => {
  it("opens Microsoft's page for the tenant, the app and our callback", async () => {
    const { link } = await msp(1);
    const { status, body, headers } = await link();
    expect([status, headers['cache-control'], body.expiresAt]).toEqual([200, 'no-store', '2026-11-22T12:15:00.000Z']);
    const url = new URL(body.url);
    expect(url.origin + url.pathname).toBe(`https://login.microsoftonline.com/${tenantId(1)}/v2.0/adminconsent`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: appId,
      scope: 'https://graph.microsoft.com/.default',
      redirect_uri: 'https://api.example/v1/consent/callback',
    });
    expect(body.missingScopes).toContain('Directory.Read.All');
  });

  it.each([
    ['usgov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us/.default'],
    ['usgov-dod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us/.default'],
    ['china', 'https://login.partner.microsoftonline.cn', 'https://microsoftgraph.chinacloudapi.cn/.default'],
  ] as const)('opens the page of the cloud %s', async (cloud, origin, scope) => {
    const { link } = await msp({ usgov: 2, 'usgov-dod': 3, china: 4 }[cloud], { cloud });
    const url = new URL((await link()).body.url);
    expect([url.origin, url.searchParams.get('scope')]).toEqual([origin, scope]);
  });

  it('opens the permissions page in the portal for an own app and names what is missing', async () => {
    const { link, connectionId, scope } = await msp(5, { mode: 'own-app', cloud: 'usgov' });
    await connections(db.table).recordTenant(scope, connectionId, { grantedScopes: ['Directory.Read.All'] });
    const { body } = await link();
    expect(body.url).toBe(
      `https://entra.microsoft.us/${tenantId(5)}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/11111111-2222-4333-8444-555555555555/isMSAApp~/false`,
    );
    expect(body.expiresAt).toBeNull();
    expect(body.missingScopes).toContain('Policy.Read.All');
    expect(body.missingScopes).not.toContain('Directory.Read.All');
  });

  it("is not created for another MSP's connection or by anyone but an admin", async () => {
    const { link, connectionId } = await msp(6);
    expect(await link(7)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const asMember = { as: caller('member', { msp: 6 }), params: { connectionId } };
    expect(await send({ route: 'POST /v1/connections/{connectionId}/consent-link', ...asMember })).toMatchObject({
      status: 403,
    });
  });
});

describe('the consent callback', () => {
  it('requests a token, records the granted scopes, audits and makes the tenant due', async () => {
    const { state, known, connectionId, scope } = await msp(10);
    const { status, body } = await comeBack({ state: await state(), admin_consent: 'True', tenant: 'whatever' });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { connectionId, tenantId: tenantId(10), grantedScopes: ['Directory.Read.All', 'Policy.Read.All'] },
    });
    expect(body.message).toContain('Consent was given');
    expect(await known()).toMatchObject({
      credential: { state: 'valid' },
      grantedScopes: ['Directory.Read.All', 'Policy.Read.All'],
    });
    expect(announced).toEqual([connectionId]);
    const rows = (await itemsOfMsp(db.table, scope.mspId)).filter(({ action }) =>
      String(action).startsWith('consent.'),
    );
    expect(rows.map(({ action, outcome, memberId }) => [action, outcome, memberId])).toEqual([
      ['consent.asked', 'requested', caller('admin').memberId],
      ['consent.asked', 'done', caller('admin').memberId],
      ['consent.given', 'requested', caller('admin').memberId],
      ['consent.given', 'done', caller('admin').memberId],
    ]);
  });

  it('answers that consent was given when only the outcome cannot be audited', async () => {
    const { state, known, scope, connectionId } = await msp(47);
    const query = { state: await state(), admin_consent: 'True' };
    const { audit, begin, end } = contestedAuditLog(db.table, scope);
    const due: Deps['due'] = { schedule: async () => begin() };
    const contested = apiCaller(contract, { createConsentLink, acceptConsent }, { ...deps, audit, due });
    const answer = await contested({ route: 'GET /v1/consent/callback', query, headers: {} });
    expect(answer).toMatchObject({ status: 200, body: { connectionId } });
    expect(await known()).toMatchObject({ credential: { state: 'valid' } });
    end();
    await auditLog(db.table).appendWaiting(scope);
    // All of them: the other writer adds hundreds of rows in between.
    const rows = (await itemsOfMsp(db.table, scope.mspId)).filter(({ action }) => action === 'consent.given');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['requested', 'done']);
  }, 40_000);

  it('can be used once', async () => {
    const { state } = await msp(11);
    const query = { state: await state(), admin_consent: 'True' };
    expect(await comeBack(query)).toMatchObject({ status: 200 });
    expect(await comeBack(query)).toMatchObject({ status: 409, body: { code: 'consent-link-used' } });
  });

  it('succeeds for one of two concurrent requests', async () => {
    const { state } = await msp(12);
    const query = { state: await state(), admin_consent: 'True' };
    const both = await Promise.all([comeBack(query), comeBack(query)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it.each([
    ['in its last second', 899, 200, undefined],
    ['after 15 minutes', 900, 410, 'consent-link-expired'],
  ])('%s is %s: %s', async (_when, seconds, status, code) => {
    const { state } = await msp(seconds);
    const query = { state: await state(), admin_consent: 'True' };
    db.table.clock.moveTo(after(seconds));
    const answer = await comeBack(query);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses a state that is not ours or was changed in any character', async () => {
    const { state, known } = await msp(13);
    const ours = await state();
    const places = [0, 5, ours.indexOf('.') - 1, ours.indexOf('.'), ours.indexOf('.') + 1, ours.length - 1];
    const changed = places.map((at) => ours.slice(0, at) + (ours[at] === 'A' ? 'B' : 'A') + ours.slice(at + 1));
    const [text = ''] = ours.split('.');
    const ofAnother = await consentStates(async () => Buffer.alloc(32, 4)).seal(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
    for (const wrong of [...changed, ofAnother, text, `${ours}.x`, 'x', '.']) {
      expect(await comeBack({ state: wrong, admin_consent: 'True' })).toMatchObject({
        status: 400,
        body: { code: 'consent-link-invalid' },
      });
    }
    expect((await known()).credential.state).toBe('unknown');
    expect(await comeBack({ state: ours, admin_consent: 'True' })).toMatchObject({ status: 200 });
  });

  it('reports a missing state', async () => {
    expect(await comeBack({ admin_consent: 'True' })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'query', pointer: '/state' }] },
    });
  });

  it('does not open the connection of another MSP', async () => {
    const [one, two] = [await msp(14), await msp(15)];
    await comeBack({ state: await one.state(), admin_consent: 'True' });
    expect((await two.known()).credential.state).toBe('unknown');
    expect((await one.known()).credential.state).toBe('valid');
  });

  it.each([
    [{ admin_consent: 'False' }],
    [{ error: 'access_denied', error_description: 'AADSTS65004: <b>User declined</b>' }],
    [{ error: 'permission_denied', admin_consent: 'True' }],
  ])('refuses %j as no consent, repeats nothing of it and uses up the link', async (query) => {
    const { state, known } = await msp(20 + Object.keys(query).length + ('admin_consent' in query ? 10 : 0));
    const sealed = await state();
    const { status, body } = await comeBack({ state: sealed, ...query });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'consent-declined' });
    expect(JSON.stringify(body)).not.toContain('<b>');
    expect((await known()).credential.state).toBe('unknown');
    expect(announced).toEqual([]);
    expect(await comeBack({ state: sealed, admin_consent: 'True' })).toMatchObject({ status: 409 });
  });

  it('records nothing if the token is for another tenant', async () => {
    const { state, known } = await msp(40);
    admission = async () => ({ tenantId: tenantId(41), roles: ['Directory.Read.All'] });
    expect(await comeBack({ state: await state(), admin_consent: 'True', tenant: tenantId(40) })).toMatchObject({
      status: 409,
      body: { code: 'consent-elsewhere' },
    });
    expect((await known()).credential.state).toBe('unknown');
  });

  it.each([
    ['the tenant of the connection', tenantId(42), 422, 'consent-missing'],
    ['another tenant', tenantId(43), 409, 'consent-elsewhere'],
  ])('reports the refusal of Entra after a consent in %s', async (_where, tenant, status, code) => {
    const number = status;
    const { state } = await msp(number, { tenantId: tenantId(42) });
    admission = () => Promise.reject(new AppError('ConsentMissing', 'no', { status: 400, entraCode: 'AADSTS65001' }));
    const answer = await comeBack({ state: await state(), admin_consent: 'True', tenant });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('accepts an opaque token and records no scopes', async () => {
    const { state, known } = await msp(44);
    admission = async () => ({ tenantId: undefined, roles: undefined });
    expect(await comeBack({ state: await state(), admin_consent: 'True' })).toMatchObject({ status: 200 });
    expect(await known()).toMatchObject({ credential: { state: 'valid' }, grantedScopes: [] });
  });

  it('answers 404 if the connection was removed', async () => {
    const { state, known, scope } = await msp(45);
    const sealed = await state();
    await connections(db.table).remove(scope, await known());
    expect(await comeBack({ state: sealed, admin_consent: 'True' })).toMatchObject({ status: 404 });
  });
});

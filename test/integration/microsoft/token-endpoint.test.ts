import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { selfSignedCertificate } from '#test/support/self-signed-certificate.ts';
import {
  askToken,
  aTenant,
  credentialOf,
  entraOf,
  startTestMicrosoft,
  testNow,
} from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const clock = manualClock(testNow);
const tenant = aTenant();
const application = tenant.applications[0];
const certificate = selfSignedCertificate(new Date('2026-01-01'), new Date('2027-01-01'));
const stranger = selfSignedCertificate(new Date('2026-01-01'), new Date('2027-01-01'));
let microsoft: SimulatedMicrosoft;

beforeAll(async () => {
  application?.certificates.push({
    keyId: 'key',
    displayName: 'Vectis',
    certificatePem: certificate.certificatePem,
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: '2027-01-01T00:00:00Z',
  });
  microsoft = await startTestMicrosoft([tenant], { clock });
});
afterAll(() => microsoft.stop());

const refusal = async (answer: Promise<Response>) => {
  const response = await answer;
  const body: unknown = await response.json();
  return { status: response.status, body };
};
/** The documented error body. */
const refused = (status: number, error: string, code: number) => ({
  status,
  body: {
    error,
    error_codes: [code],
    error_description: expect.stringMatching(
      new RegExp(`^AADSTS${code}: [\\s\\S]+\\r\\nTrace ID: .+\\r\\nCorrelation ID: .+\\r\\nTimestamp: .+Z$`),
    ),
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    timestamp: '2026-11-22 09:00:00Z',
  },
});

describe('a secret', () => {
  it('that is valid gives a token with the consented roles', async () => {
    const response = await askToken(microsoft, tenant);
    const body: unknown = await response.json();
    expect(response.status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
    const { access_token: token } = Object(body);
    expect(decodeJwt(String(token))).toMatchObject({
      aud: 'https://graph.microsoft.com',
      tid: tenant.tenantId,
      roles: application?.grantedScopes,
      iat: testNow.getTime() / 1000,
      exp: testNow.getTime() / 1000 + 3599,
    });
  });

  it('that is valid gives a token by the domain of the tenant, too', async () => {
    expect((await askToken(microsoft, tenant, {}, tenant.domains[0]?.name)).status).toBe(200);
  });

  it('that is wrong is refused, and so is the id of the secret', async () => {
    expect(await refusal(askToken(microsoft, tenant, { client_secret: 'nonsense' }))).toMatchObject(
      refused(401, 'invalid_client', 7_000_215),
    );
    const keyId = application?.secrets[0]?.keyId ?? '';
    expect(await refusal(askToken(microsoft, tenant, { client_secret: keyId }))).toMatchObject(
      refused(401, 'invalid_client', 7_000_215),
    );
  });

  it('that has expired is refused with another code', async () => {
    const expired = aTenant({ seed: 2 });
    for (const secret of expired.applications[0]?.secrets ?? []) secret.endsAt = testNow.toISOString();
    microsoft.addTenant(expired);
    expect(await refusal(askToken(microsoft, expired))).toMatchObject(refused(401, 'invalid_client', 7_000_222));
  });

  it('that is missing is refused', async () => {
    expect(await refusal(askToken(microsoft, tenant, { client_secret: null }))).toMatchObject(
      refused(401, 'invalid_client', 7_000_216),
    );
  });
});

describe('a request', () => {
  it('for an unknown tenant is refused', async () => {
    const id = '99999999-9999-4999-8999-999999999999';
    expect(await refusal(askToken(microsoft, tenant, {}, id))).toMatchObject(refused(400, 'invalid_request', 90_002));
  });

  it('for an invalid tenant name is refused', async () => {
    expect(await refusal(askToken(microsoft, tenant, {}, '%24%24'))).toMatchObject(
      refused(400, 'invalid_request', 900_023),
    );
  });

  it('for an unknown application is refused', async () => {
    const client_id = '99999999-9999-4999-8999-999999999999';
    expect(await refusal(askToken(microsoft, tenant, { client_id }))).toMatchObject(
      refused(400, 'unauthorized_client', 700_016),
    );
  });

  it('for another resource is refused', async () => {
    const scope = 'https://management.azure.com/.default';
    expect(await refusal(askToken(microsoft, tenant, { scope }))).toMatchObject(refused(400, 'invalid_scope', 70_011));
  });

  it('with another grant type is refused', async () => {
    const fields = { grant_type: 'password' };
    expect(await refusal(askToken(microsoft, tenant, fields))).toMatchObject(
      refused(400, 'unsupported_grant_type', 70_003),
    );
  });

  it.each(['grant_type', 'client_id', 'scope'])('without %s is refused', async (name) => {
    expect(await refusal(askToken(microsoft, tenant, { [name]: null }))).toMatchObject(
      refused(400, 'invalid_request', 900_144),
    );
  });

  it('by GET is refused', async () => {
    const answer = fetch(`${entraOf(microsoft)}/${tenant.tenantId}/oauth2/v2.0/token`);
    expect(await refusal(answer)).toMatchObject(refused(405, 'invalid_request', 900_561));
  });
});

describe('an application', () => {
  it.each([
    ['disabled', 401, 'unauthorized_client', 7_000_112],
    ['blocked', 400, 'invalid_grant', 53_003],
    ['consent-missing', 400, 'invalid_grant', 65_001],
  ] as const)('that is %s gets no token', async (reason, status, error, code) => {
    const tenantOfIt = aTenant({ seed: code });
    for (const app of tenantOfIt.applications) app.refusal = reason;
    microsoft.addTenant(tenantOfIt);
    expect(await refusal(askToken(microsoft, tenantOfIt))).toMatchObject(refused(status, error, code));
  });

  it('without consented scopes gets a token without roles', async () => {
    const bare = aTenant({ seed: 3, grantedScopes: [] });
    microsoft.addTenant(bare);
    const { access_token: token } = Object(await (await askToken(microsoft, bare)).json());
    expect(decodeJwt(String(token))).not.toHaveProperty('roles');
  });
});

interface Claims {
  readonly iss?: string;
  readonly aud?: string;
  readonly exp?: number;
}

const assertion = async (
  signer: typeof certificate,
  alg: 'PS256' | 'RS256',
  header: Readonly<Record<string, string>>,
  claims: Claims = {},
): Promise<string> => {
  const seconds = Math.floor(testNow.getTime() / 1000);
  const { clientId } = credentialOf(tenant);
  return await new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg, typ: 'JWT', ...header })
    .setIssuer(claims.iss ?? clientId)
    .setSubject(claims.iss ?? clientId)
    .setAudience(claims.aud ?? `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`)
    .setNotBefore(seconds - 10)
    .setExpirationTime(claims.exp ?? seconds + 600)
    .sign(await importPKCS8(signer.privateKeyPem, alg));
};
const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
const named = { 'x5t#S256': base64url(certificate.thumbprintSha256) };
const askWith = (client_assertion: string) =>
  askToken(microsoft, tenant, {
    client_secret: null,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
  });

describe('a certificate', () => {
  it('signs in with PS256 and x5t#S256', async () => {
    expect((await askWith(await assertion(certificate, 'PS256', named))).status).toBe(200);
  });

  it('signs in with RS256 and x5t', async () => {
    const header = { x5t: base64url(certificate.thumbprintSha1) };
    expect((await askWith(await assertion(certificate, 'RS256', header))).status).toBe(200);
  });

  it.each([
    ['x5t', certificate.thumbprintSha1, '='],
    ['x5t#S256', certificate.thumbprintSha256, '='],
  ])('signs in with a padded %s, as MSAL for Python sends it', async (name, thumbprint, padding) => {
    const header = { [name]: base64url(thumbprint) + padding };
    expect(header[name]).toMatch(/^[\w-]+=$/);
    expect((await askWith(await assertion(certificate, 'RS256', header))).status).toBe(200);
  });

  it('that is not registered is refused', async () => {
    const header = { 'x5t#S256': base64url(stranger.thumbprintSha256) };
    expect(await refusal(askWith(await assertion(stranger, 'PS256', header)))).toMatchObject(
      refused(401, 'invalid_client', 700_027),
    );
  });

  it('with the thumbprint of another certificate is refused', async () => {
    expect(await refusal(askWith(await assertion(stranger, 'PS256', named)))).toMatchObject(
      refused(401, 'invalid_client', 700_027),
    );
  });

  it.each([
    ['another audience', { aud: 'https://login.microsoftonline.com/other/oauth2/v2.0/token' }, 700_023],
    ['an end in the past', { exp: Math.floor(testNow.getTime() / 1000) - 3600 }, 700_024],
    ['another application as issuer', { iss: '99999999-9999-4999-8999-999999999999' }, 700_021],
  ])('whose assertion has %s is refused', async (_what, claims, code) => {
    expect(await refusal(askWith(await assertion(certificate, 'PS256', named, claims)))).toMatchObject(
      refused(401, 'invalid_client', code),
    );
  });

  it('whose assertion is no JWT is refused', async () => {
    expect(await refusal(askWith('nonsense'))).toMatchObject(refused(401, 'invalid_client', 50_027));
  });
});

describe('a fault', () => {
  it('of 429 has the documented body and opens a window', async () => {
    microsoft.setFaults([{ match: { service: 'token', nth: 1 }, fault: { status: 429, retryAfter: 5 } }]);
    const response = await askToken(microsoft, tenant);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await refusal(Promise.resolve(response))).toMatchObject({
      status: 429,
      body: { error: 'temporarily_unavailable', error_codes: [50_196] },
    });
    clock.advanceSeconds(2);
    const early = await askToken(microsoft, tenant);
    expect([early.status, early.headers.get('retry-after')]).toEqual([429, '3']);
    expect(microsoft.counters()).toMatchObject({
      insideRetryAfter: 1,
      insideRetryAfterRequests: [{ service: 'token' }],
    });
    clock.advanceSeconds(4);
    expect((await askToken(microsoft, tenant)).status).toBe(200);
    expect(microsoft.counters().insideRetryAfter).toBe(1);
  });

  it('of malformed text makes the JSON invalid', async () => {
    microsoft.setFaults([{ match: { service: 'token' }, fault: { malformed: 'html' } }]);
    await expect((await askToken(microsoft, tenant)).json()).rejects.toThrow('JSON');
    microsoft.setFaults([]);
  });
});

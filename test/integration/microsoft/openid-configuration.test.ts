import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { selfSignedCertificate } from '#test/support/self-signed-certificate.ts';
import { aTenant, credentialOf, entraOf, startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';

const tenant = aTenant();
const { tenantId, clientId, secret } = credentialOf(tenant);
const certificate = selfSignedCertificate(new Date('2026-01-01'), new Date('2027-01-01'));
const host = 'https://login.microsoftonline.com';
/** The endpoints of Microsoft's own host are built into MSAL; it discovers those of another host. */
const otherHost = 'https://login.msp.example';
const Configuration = z.looseObject({ issuer: z.string(), token_endpoint: z.string(), jwks_uri: z.string() });
let microsoft: SimulatedMicrosoft;

beforeAll(async () => {
  tenant.applications[0]?.certificates.push({
    keyId: 'key',
    displayName: 'Vectis',
    certificatePem: certificate.certificatePem,
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: '2027-01-01T00:00:00Z',
  });
  // MSAL dates its assertions by `Date`, the simulated Microsoft by its own clock.
  vi.useFakeTimers({ toFake: ['Date'], now: testNow });
  microsoft = await startTestMicrosoft([tenant]);
});
afterAll(async () => {
  vi.useRealTimers();
  await microsoft.stop();
});

const local = (url: string): string => url.replace(host, entraOf(microsoft)).replace(otherHost, entraOf(microsoft));
const discover = (name: string): Promise<Response> =>
  fetch(local(`${host}/${name}/v2.0/.well-known/openid-configuration`));

/** MSAL's network module, with the origin of each request replaced. It records what MSAL asks for. */
const network = (requested: string[]): INetworkModule => {
  const send = async <T>(method: string, url: string, options?: NetworkRequestOptions) => {
    requested.push(`${method} ${new URL(url).pathname}`);
    const answer = await fetch(local(url), {
      method,
      ...(options?.headers === undefined ? {} : { headers: options.headers }),
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    const body: T = JSON.parse(await answer.text());
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
};

describe('the discovery document of a tenant', () => {
  it.each([['its id'], ['its domain']])('is found by %s, and contains its id', async (by) => {
    const name = by === 'its id' ? tenantId : (tenant.domains[0]?.name ?? '');
    expect(Configuration.parse(await (await discover(name)).json())).toMatchObject({
      issuer: `${host}/${tenantId}/v2.0`,
      token_endpoint: `${host}/${tenantId}/oauth2/v2.0/token`,
      authorization_endpoint: `${host}/${tenantId}/oauth2/v2.0/authorize`,
    });
  });

  it('of an unknown tenant is refused', async () => {
    const answer = await discover('99999999-9999-4999-8999-999999999999');
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_tenant', error_codes: [90_002] }),
    ]);
  });

  it('is not needed for the names of the host, which MSAL for Python asks for', async () => {
    const answer = await fetch(local(`${host}/common/discovery/instance?api-version=1.1`));
    expect(await answer.json()).toMatchObject({
      metadata: [{ aliases: expect.arrayContaining(['login.microsoftonline.com', 'sts.windows.net']) }],
    });
  });

  it.each([
    ['a secret', { clientSecret: secret }],
    [
      'a certificate by its SHA-256 thumbprint',
      { clientCertificate: { thumbprintSha256: certificate.thumbprintSha256, privateKey: certificate.privateKeyPem } },
    ],
  ])('leads MSAL for Node to a token with %s, which its keys verify', async (_what, credential) => {
    const requested: string[] = [];
    const application = new ConfidentialClientApplication({
      auth: {
        clientId,
        authority: `${otherHost}/${tenantId}/v2.0`,
        knownAuthorities: [new URL(otherHost).host],
        ...credential,
      },
      system: { networkClient: network(requested), protocolMode: 'OIDC' },
    });
    const scopes = ['https://graph.microsoft.com/.default'];
    const { accessToken } = (await application.acquireTokenByClientCredential({ scopes })) ?? { accessToken: '' };
    expect(requested).toEqual([
      `GET /${tenantId}/v2.0/.well-known/openid-configuration`,
      `POST /${tenantId}/oauth2/v2.0/token`,
    ]);
    const { jwks_uri: keysUrl } = Configuration.parse(await (await discover(tenantId)).json());
    const keys = (await (await fetch(local(keysUrl))).json()) as JSONWebKeySet; // jose checks it
    const { payload } = await jwtVerify(accessToken, createLocalJWKSet(keys), {
      audience: 'https://graph.microsoft.com',
    });
    expect(payload).toMatchObject({ tid: tenantId, appid: clientId });
  });
});

import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalIssuer, startIssuer } from '#local/issuer.ts';

let issuer: LocalIssuer;
const now = new Date('2026-11-22T12:00:00.000Z');

beforeAll(async () => {
  issuer = await startIssuer({ audience: 'an-api', now: () => now });
});

afterAll(() => issuer.stop());

const requestToken = (body: string): Promise<Response> => fetch(issuer.tokenEndpoint, { method: 'POST', body });

describe('the local issuer', () => {
  it('gives a token for any address that its published keys verify', async () => {
    const { access_token } = (await (await requestToken('{"email":"ada@example.com"}')).json()) as {
      access_token: string;
    };
    const discovery = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as {
      issuer: string;
      jwks_uri: string;
    };
    const { payload, protectedHeader } = await jwtVerify(
      access_token,
      createRemoteJWKSet(new URL(discovery.jwks_uri)),
      {
        issuer: discovery.issuer,
        audience: 'an-api',
        currentDate: now,
      },
    );
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({ email: 'ada@example.com', email_verified: true });
  });

  it('keeps the subject of a person', async () => {
    const subjects = await Promise.all(
      ['ada@example.com', 'Ada@Example.com', 'bob@example.com'].map((email) => issuer.tokenFor(email)),
    );
    const [ada, sameAda, bob] = subjects.map((token) => decodeJwt(token).sub);
    expect(sameAda).toBe(ada);
    expect(bob).not.toBe(ada);
  });

  it.each(['', '{}', '{"email":"nobody"}', '{"email":"ada@example.com","role":"admin"}'])(
    'refuses %s',
    async (body) => {
      expect((await requestToken(body)).status).toBe(400);
    },
  );
});

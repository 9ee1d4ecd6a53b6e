import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalIssuer, startIssuer } from '#local/issuer.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

let issuer: LocalIssuer;
const clock = manualClock('2026-11-22T12:00:00.000Z');
const callback = 'http://localhost:18765/callback';

beforeAll(async () => {
  const clients = [
    { clientId: 'an-api', redirectUris: [callback] },
    { clientId: 'another', redirectUris: [callback] },
  ] as const;
  issuer = await startIssuer({ clients, now: clock.now });
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
        currentDate: clock.now(),
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

const verifier = 'a-verifier-of-at-least-forty-three-characters-0';
const authorization = {
  response_type: 'code',
  client_id: 'an-api',
  redirect_uri: callback,
  scope: 'openid email',
  state: 'the-state',
  nonce: 'the-nonce',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};
type Changed = Readonly<Record<string, string | undefined>>;
const queryOf = (changed: Changed = {}): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...authorization, ...changed }))
    if (value !== undefined) query.set(name, value);
  return query.toString();
};
const signIn = (query: string): Promise<Response> =>
  fetch(`${issuer.url}/authorize?${query}`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'ada@example.com' }),
    redirect: 'manual',
  });
const answerOf = (response: Response): URLSearchParams => new URL(response.headers.get('location') ?? '').searchParams;
const codeFor = async (changed: Changed = {}): Promise<string> =>
  answerOf(await signIn(queryOf(changed))).get('code') ?? '';
const redeem = (code: string, changed: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(issuer.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: 'an-api',
      redirect_uri: callback,
      code_verifier: verifier,
      ...changed,
    }),
  });
const refresh = (token: string, clientId = 'an-api'): Promise<Response> =>
  fetch(issuer.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: clientId }),
  });

describe('a sign-in', () => {
  it('asks for an address, escaped, and never in a frame', async () => {
    const page = await fetch(`${issuer.url}/authorize?${queryOf({ login_hint: '"><script>' })}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await page.text()).toContain('value="&quot;>&lt;script>"');
  });

  it('returns a code with state and issuer, which becomes a token with the nonce', async () => {
    const back = await signIn(queryOf());
    expect(back.status).toBe(303);
    expect(Object.fromEntries(answerOf(back))).toEqual({
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: 'the-state',
      iss: issuer.url,
    });
    const tokens = await (await redeem(answerOf(back).get('code') ?? '')).json();
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) });
    expect(decodeJwt(String(Object(tokens).id_token))).toMatchObject({
      aud: 'an-api',
      nonce: 'the-nonce',
      email: 'ada@example.com',
      exp: clock.now().getTime() / 1000 + 3600,
    });
  });

  it.each([
    ['an unknown client', { client_id: 'stranger' }],
    ['an address below the registered one', { redirect_uri: `${callback}/more` }],
    ['the address with a query', { redirect_uri: `${callback}?more=1` }],
    ['another port', { redirect_uri: 'http://localhost:18766/callback' }],
    ['another spelling of the host', { redirect_uri: 'http://LOCALHOST:18765/callback' }],
  ])('for %s is not sent anywhere', async (_what, changed) => {
    const refused = await signIn(queryOf(changed));
    expect([refused.status, refused.headers.get('location')]).toEqual([400, null]);
  });

  it.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with a plain challenge', { code_challenge_method: 'plain' }],
    ['for the implicit flow', { response_type: 'token' }],
    ['without state', { state: undefined }],
    ['without the scope openid', { scope: 'email' }],
  ])('%s gets no code', async (_what, changed) => {
    const answer = answerOf(await signIn(queryOf(changed)));
    expect([answer.get('error'), answer.get('code')]).toEqual(['invalid_request', null]);
  });

  it('with a parameter given twice gets no code', async () => {
    expect(answerOf(await signIn(`${queryOf()}&nonce=other`)).get('error')).toBe('invalid_request');
  });

  it.each([
    ['another verifier', { code_verifier: 'another-verifier-of-at-least-forty-three-chars' }],
    ['no verifier', { code_verifier: '' }],
    ['another client', { client_id: 'another' }],
    ['another address', { redirect_uri: 'http://localhost:18766/callback' }],
  ])('with %s gets no token, and the code is used up', async (_what, changed) => {
    const code = await codeFor();
    const refused = await redeem(code, changed);
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
    expect((await redeem(code)).status).toBe(400);
  });

  it('gives tokens for a code once, and within a minute', async () => {
    const code = await codeFor();
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).status).toBe(400);
    const late = await codeFor();
    clock.advanceSeconds(60);
    expect((await redeem(late)).status).toBe(400);
  });

  it('lasts a day: its refresh token gives tokens for the same client until then', async () => {
    const { refresh_token: token } = Object(await (await redeem(await codeFor())).json());
    clock.advanceSeconds(23 * 3600);
    const refreshed = await (await refresh(token)).json();
    expect(refreshed).not.toHaveProperty('refresh_token');
    expect(decodeJwt(String(Object(refreshed).id_token))).not.toHaveProperty('nonce');
    expect((await refresh(token, 'another')).status).toBe(400);
    clock.advanceSeconds(3600);
    expect((await refresh(token)).status).toBe(400);
  });

  it('by a web page of another site is refused, and one of this machine may read the answers', async () => {
    const from = (origin: string) => fetch(`${issuer.url}/jwks`, { headers: { origin } });
    const refused = await from('https://evil.example');
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const answer = await from('http://localhost:5173');
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  });

  it('under another host name is refused', async () => {
    const status = new Promise((resolve) => {
      request(`${issuer.url}/authorize?${queryOf()}`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(await status).toBe(403);
  });
});

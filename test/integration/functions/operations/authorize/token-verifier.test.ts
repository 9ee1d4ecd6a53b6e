import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, importSPKI, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenVerifier } from '#functions/operations/authorize/token-verifier.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { startIssuer, type TestIssuer } from '#test/support/test-issuer.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const clock = manualClock();
const now = clock.now().getTime() / 1000;
const audience = 'vectis';

describe('tokenVerifier', () => {
  let issuer: TestIssuer;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.stop());

  const good = (changed: JWTPayload = {}): JWTPayload => ({
    iss: issuer.url,
    aud: audience,
    sub: 'person-1',
    iat: now - 10,
    exp: now + 600,
    email: 'ada@msp.example',
    email_verified: true,
    ...changed,
  });
  const without = (claim: string): JWTPayload => {
    const { [claim]: _gone, ...rest } = good();
    return rest;
  };
  const verifier = (settings: Partial<Parameters<typeof tokenVerifier>[0]> = {}) =>
    tokenVerifier({ issuer: issuer.url, clientIds: [audience, 'vectis-console'], allowHttp: true, clock, ...settings });
  const verify = (token: string) => verifier()(new Secret(token));
  const forged = (header: object, claims: object = good(), signature = '') =>
    [header, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat(signature)
      .join('.');

  it.each(['RS256', 'ES256'])('accepts a token signed with %s', async (alg) => {
    const who = await verify(await issuer.sign(good(), { alg }));
    expect(who).toEqual({ issuer: issuer.url, subject: 'person-1', verifiedEmail: 'ada@msp.example' });
  });

  it.each([
    ['one of several audiences', { aud: ['other', audience] }],
    ['another client of the list', { aud: 'vectis-console' }],
    ['a clock that is 4 s behind', { nbf: now + 4 }],
    ['a clock that is 4 s ahead', { exp: now - 4 }],
  ])('accepts %s', async (_what, changed) => {
    expect(await verify(await issuer.sign(good(changed)))).toMatchObject({ subject: 'person-1' });
  });

  it.each([
    ['is not there', undefined],
    ['is false', false],
    ['is the word true', 'true'],
    ['is 1', 1],
    ['is a list', [true]],
  ])('ignores the address if email_verified %s', async (_what, email_verified) => {
    expect(await verify(await issuer.sign(good({ email_verified })))).toMatchObject({ verifiedEmail: undefined });
  });

  const bad: [string, () => string | Promise<string>][] = [
    ['expired', () => issuer.sign(good({ exp: now - 6 }))],
    ['never expires', () => issuer.sign(without('exp'))],
    ['is not valid yet', () => issuer.sign(good({ nbf: now + 60 }))],
    ['comes from another issuer', () => issuer.sign(good({ iss: 'https://id.example.net' }))],
    ['comes from an issuer whose name begins like ours', () => issuer.sign(good({ iss: `${issuer.url}.example.net` }))],
    ['names no issuer', () => issuer.sign(without('iss'))],
    ['is for another audience', () => issuer.sign(good({ aud: 'other' }))],
    ['is for an audience in other case', () => issuer.sign(good({ aud: 'Vectis' }))],
    ['is for no audience', () => issuer.sign(without('aud'))],
    ['is for an empty list of audiences', () => issuer.sign(good({ aud: [] }))],
    ['names nobody', () => issuer.sign(without('sub'))],
    ['names an empty subject', () => issuer.sign(good({ sub: '' }))],
    ['has a subject of 256 letters', () => issuer.sign(good({ sub: 'x'.repeat(256) }))],
    ['is an access token of Cognito', () => issuer.sign(good({ token_use: 'access' }))],
    ['has an expiry that is a word', () => issuer.sign({ ...good(), exp: 'tomorrow' as unknown as number })],
    ['is not signed', () => forged({ alg: 'none', typ: 'JWT' })],
    ['is not signed, in other case', () => forged({ alg: 'nOnE', typ: 'JWT' })],
    ['says RS256 and has no signature', () => forged({ alg: 'RS256', kid: 'rsa' })],
    ['has garbage for a signature', () => forged({ alg: 'RS256', kid: 'rsa' }, good(), 'AAAA')],
    ['names a key that is unknown', () => issuer.sign(good(), { kid: 'nobody' })],
    ['names a key by a path', () => issuer.sign(good(), { kid: '../../etc/passwd' })],
    ['is signed by RS256 and names the ES256 key', () => issuer.sign(good(), { kid: 'ec' })],
    [
      'is signed by a key of somebody else',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT(good()).setProtectedHeader({ alg: 'RS256', kid: 'rsa' }).sign(privateKey);
      },
    ],
    [
      'brings its own key',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('RS256');
        const jwk = await exportJWK(publicKey);
        return new SignJWT(good()).setProtectedHeader({ alg: 'RS256', jwk, kid: 'own' }).sign(privateKey);
      },
    ],
    [
      'is signed by HS256 with the public key as the secret',
      async () => {
        const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
        await importSPKI(pem, 'RS256');
        return new SignJWT(good()).setProtectedHeader({ alg: 'HS256', kid: 'rsa' }).sign(Buffer.from(pem));
      },
    ],
    ['is signed by HS256', () => new SignJWT(good()).setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32))],
    [
      'is signed by PS256, which we do not take',
      async () => {
        const { privateKey } = await generateKeyPair('PS256');
        return new SignJWT(good()).setProtectedHeader({ alg: 'PS256', kid: 'rsa' }).sign(privateKey);
      },
    ],
    [
      'marks an unknown header as critical',
      () => forged({ alg: 'RS256', kid: 'rsa', crit: ['x'], x: 1 }, good(), 'AAAA'),
    ],
    [
      'has its claims changed',
      async () => {
        const [header, , signature] = (await issuer.sign(good())).split('.');
        const claims = Buffer.from(JSON.stringify(good({ sub: 'somebody-else' }))).toString('base64url');
        return [header, claims, signature].join('.');
      },
    ],
    ['has two parts', async () => (await issuer.sign(good())).split('.').slice(0, 2).join('.')],
    ['is encrypted', () => 'a.b.c.d.e'],
    ['is a word', () => 'token'],
  ];
  it.each(bad)('refuses a token that %s', async (_what, token) => {
    await expect(verify(await token())).rejects.toMatchObject({ code: 'Unauthenticated' });
  });

  const access = (changed: JWTPayload = {}): JWTPayload => {
    const { aud: _aud, email: _email, email_verified: _verified, ...claims } = good();
    return { ...claims, token_use: 'access', client_id: 'assistant', scope: 'openid vectis/tools', ...changed };
  };
  const assistantVerifier = () => verifier({ assistantClientId: 'assistant' });

  it("takes an assistant's access token for its tools, without an address", async () => {
    const who = await assistantVerifier()(new Secret(await issuer.sign(access({ email: 'ada@msp.example' }))));
    expect(who).toEqual({ issuer: issuer.url, subject: 'person-1', verifiedEmail: undefined, toolsOnly: true });
  });

  it.each([
    ['of another client', { client_id: audience }],
    ['without the scope', { scope: 'openid email' }],
    ['with a scope that only begins so', { scope: 'vectis/tools-of-another' }],
    ['without a client', { client_id: undefined }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that has expired', { exp: now - 60 }],
  ])('refuses an access token %s', async (_what, changed) => {
    const token = new Secret(await issuer.sign(access(changed)));
    await expect(assistantVerifier()(token)).rejects.toMatchObject({ code: 'Unauthenticated' });
  });

  it.each([
    ['is for it', { aud: 'assistant' }],
    ['is for it beside a client of people', { aud: [audience, 'assistant'] }],
    ['was issued to it', { azp: 'assistant' }],
    ['names it as the client', { client_id: 'assistant' }],
  ])("refuses an assistant's token that is not an access token and %s", async (_what, changed) => {
    const token = new Secret(await issuer.sign(good({ token_use: 'id', ...changed })));
    await expect(assistantVerifier()(token)).rejects.toMatchObject({ code: 'Unauthenticated' });
    const listed = verifier({ clientIds: [audience, 'assistant'], assistantClientId: 'assistant' });
    await expect(listed(token)).rejects.toMatchObject({ code: 'Unauthenticated' });
  });

  it("takes a person's ID token beside an assistant", async () => {
    const who = await assistantVerifier()(new Secret(await issuer.sign(good({ azp: audience }))));
    expect(who).toEqual({ issuer: issuer.url, subject: 'person-1', verifiedEmail: 'ada@msp.example' });
  });

  it('refuses every access token where there is no assistant', async () => {
    await expect(verify(await issuer.sign(access()))).rejects.toMatchObject({ code: 'Unauthenticated' });
  });

  it('reports an expired token, and no details of other invalid ones', async () => {
    await expect(verify(await issuer.sign(good({ exp: now - 60 })))).rejects.toThrow('the access token has expired');
    await expect(verify(await issuer.sign(good({ aud: 'x' })))).rejects.toThrow(/^the access token is not valid here$/);
  });

  it('reads the keys once for several tokens', async () => {
    const check = verifier();
    const before = issuer.keyReads();
    for (let at = 0; at < 5; at += 1) await check(new Secret(await issuer.sign(good())));
    expect(issuer.keyReads() - before).toBe(1);
  });

  it.each([
    ['speaks http where https is wanted', () => ({ allowHttp: false })],
    ['does not answer', () => ({ issuer: 'http://127.0.0.1:9' })],
    ['calls itself otherwise', () => ({ issuer: `${issuer.url}/` })],
  ])('throws SignInUnavailable if the issuer %s', async (_what, settings) => {
    const check = verifier(settings());
    await expect(check(new Secret(await issuer.sign(good())))).rejects.toMatchObject({ code: 'SignInUnavailable' });
  });

  it('throws SignInUnavailable while the issuer fails, and recovers', async () => {
    const check = verifier();
    const token = new Secret(await issuer.sign(good()));
    issuer.failWith(500);
    await expect(check(token)).rejects.toMatchObject({ code: 'SignInUnavailable' });
    issuer.failWith(undefined);
    expect(await check(token)).toMatchObject({ subject: 'person-1' });
  });
});

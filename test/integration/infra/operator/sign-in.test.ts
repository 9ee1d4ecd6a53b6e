import { createServer } from 'node:net';
import type { JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commandLineCallbacks, commandLinePorts } from '#infra/sign-in-addresses.ts';
import { signIn } from '#infra/operator/sign-in/code-flow.ts';
import { type LocalIssuer, startIssuer } from '#local/issuer.ts';
import { browseSignIn } from '#test/support/browse-sign-in.ts';
import { type ForeignIssuer, startOidcProvider } from '#test/support/oidc-provider-process.ts';
import { type ScriptedIssuer, startScriptedIssuer } from '#test/support/scripted-issuer.ts';
import { stackStart } from '#test/support/stack-start.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const clock = manualClock(stackStart());
const nowSeconds = clock.now().getTime() / 1000;
const clientId = 'vectis-local';
let issuer: ScriptedIssuer;
let local: LocalIssuer;
let foreign: ForeignIssuer;

beforeAll(async () => {
  issuer = await startScriptedIssuer();
  local = await startIssuer({ clients: [{ clientId, redirectUris: commandLineCallbacks }], now: clock.now });
  foreign = await startOidcProvider({ startAt: clock.now(), clientId, redirectUris: commandLineCallbacks });
});
afterAll(async () => {
  await issuer.stop();
  await local.stop();
  await foreign.stop();
});

/** Signs in; `browser` gets the address that a person would open. */
const signInAt = (url: string, browser: (address: URL) => Promise<unknown>, deadlineSeconds = 10) => {
  const browsed = Promise.withResolvers<unknown>();
  const session = signIn({
    stage: 'local',
    addresses: { apiUrl: 'http://127.0.0.1:1', issuer: url, clientId },
    clock,
    deadlineSeconds,
    onAddress: (address) => browsed.resolve(browser(new URL(address))),
  });
  return { session, browsed: browsed.promise };
};

/** The browser returns at once, with the answer that a correct issuer would give, changed. */
const returning = async (
  address: URL,
  changed: Readonly<Record<string, string | undefined>> = {},
): Promise<Response> => {
  const callback = new URL(address.searchParams.get('redirect_uri') ?? '');
  const answer = { code: 'code-1', state: address.searchParams.get('state') ?? '', ...changed };
  for (const [name, value] of Object.entries(answer)) if (value !== undefined) callback.searchParams.set(name, value);
  return fetch(callback);
};

const claimsFor = (address: URL, changed: Readonly<Record<string, unknown>> = {}): JWTPayload => ({
  iss: issuer.url,
  aud: clientId,
  sub: 'person-1',
  email: 'ada@msp.example',
  iat: nowSeconds,
  exp: nowSeconds + 3600,
  nonce: address.searchParams.get('nonce') ?? '',
  ...changed,
});

describe('a sign-in of the command line', () => {
  afterEach(() => {
    for (const name of Object.keys(issuer.metadata)) delete issuer.metadata[name];
    issuer.answer = { error: 'nothing-was-scripted' };
  });

  it.each([
    ['the local issuer', () => local.url],
    ['an issuer that is not ours', () => foreign.url],
  ])('at %s ends with the session of the person', async (_what, url) => {
    const { session } = signInAt(url(), async (address) => fetch(await browseSignIn(address.href, 'ada@msp.example')));
    expect(await session).toMatchObject({
      stage: 'local',
      issuer: url(),
      email: 'ada@msp.example',
      idToken: expect.stringMatching(/^ey/),
      refreshToken: expect.any(String),
      expiresAtSeconds: expect.closeTo(nowSeconds + 3600, -2),
    });
  });

  it('asks for a code with PKCE, and for a new state, nonce and challenge each time', async () => {
    const addresses: URL[] = [];
    for (const _attempt of [1, 2]) {
      const { session } = signInAt(issuer.url, async (address) => {
        addresses.push(address);
        issuer.answer = { claims: claimsFor(address) };
        return returning(address);
      });
      await session;
    }
    expect(Object.fromEntries(addresses[0]?.searchParams ?? [])).toMatchObject({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:1876\d\/callback$/),
      scope: 'openid email',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const [first, second] = addresses.map(({ searchParams }) => searchParams.get(name));
      expect(first).not.toBe(second);
    }
  });

  it.each(['code_challenge', 'code_challenge_method'])(
    'without %s gets no code from the issuer that is not ours',
    async (name) => {
      const { session, browsed } = signInAt(foreign.url, async (address) => {
        address.searchParams.delete(name);
        const back = await browseSignIn(address.href, 'ada@msp.example');
        await fetch(back);
        return new URL(back).searchParams.get('code');
      });
      await expect(session).rejects.toThrow(/the issuer refused the sign-in \(invalid_request\)/);
      expect(await browsed).toBeNull();
    },
  );

  it.each([
    ['another issuer', { iss: 'https://evil.example' }, 'comes from another issuer'],
    ['a refusal', { error: 'access_denied' }, 'refused the sign-in (access_denied)'],
    ['no code', { code: '' }, 'contains no code'],
  ])('refuses an answer with %s', async (_what, changed, reason) => {
    const { session } = signInAt(issuer.url, (address) => {
      issuer.answer = { claims: claimsFor(address) };
      return returning(address, changed);
    });
    await expect(session).rejects.toThrow(reason);
  });

  it('refuses an answer that names no issuer where the issuer says that it does', async () => {
    issuer.metadata['authorization_response_iss_parameter_supported'] = true;
    const { session } = signInAt(issuer.url, (address) => returning(address));
    await expect(session).rejects.toThrow('another issuer (not named)');
  });

  it.each([
    ['another nonce', { nonce: 'another' }, 'its nonce differs'],
    ['another issuer', { iss: 'https://evil.example' }, 'unexpected "iss" claim value'],
    ['another audience', { aud: 'another-client' }, 'unexpected "aud" claim value'],
    ['another authorized party', { aud: [clientId, 'other'], azp: 'other' }, 'issued to another client (other)'],
    ['an end in the past', { exp: nowSeconds - 60 }, '"exp" claim timestamp check failed'],
    ['no subject', { sub: undefined }, 'missing required "sub" claim'],
  ])('refuses an ID token with %s', async (_what, changed, reason) => {
    const { session } = signInAt(issuer.url, (address) => {
      issuer.answer = { claims: claimsFor(address, changed) };
      return returning(address);
    });
    await expect(session).rejects.toThrow(reason);
  });

  it('says why the issuer gave no token', async () => {
    issuer.answer = { error: 'invalid_grant' };
    const { session } = signInAt(issuer.url, (address) => returning(address));
    await expect(session).rejects.toThrow('the issuer gave no token: invalid_grant');
  });

  it('takes one answer: a second request is refused, and so is any other path or host', async () => {
    const statuses: (number | string)[] = [];
    const { session, browsed } = signInAt(issuer.url, async (address) => {
      issuer.answer = { claims: claimsFor(address) };
      const port = new URL(address.searchParams.get('redirect_uri') ?? '').port;
      statuses.push((await fetch(`http://localhost:${port}/favicon.ico`)).status);
      statuses.push((await fetch(`http://127.0.0.1:${port}/callback?code=stolen`)).status);
      statuses.push((await returning(address)).status);
      statuses.push(
        await returning(address, { code: 'second' }).then(
          ({ status }) => status,
          () => 'closed',
        ),
      );
    });
    await session;
    await browsed;
    expect(statuses.slice(0, 3)).toEqual([404, 404, 200]);
    expect([410, 'closed']).toContain(statuses[3]);
  });

  it.each([
    ['another state', { state: 'another' }],
    ['no state', { state: undefined }],
    ['an empty state', { state: '' }],
    ['another state and an error', { state: 'another', error: 'access_denied' }],
  ])('stays open after an answer with %s, which any page can request', async (_what, changed) => {
    const statuses: number[] = [];
    const { session, browsed } = signInAt(issuer.url, async (address) => {
      issuer.answer = { claims: claimsFor(address) };
      for (const answer of [changed, changed, {}]) statuses.push((await returning(address, answer)).status);
    });
    expect(await session).toMatchObject({ email: 'ada@msp.example' });
    await browsed;
    expect(statuses).toEqual([400, 400, 200]);
  });

  it('ends at its deadline after answers of others, and says that there were some', async () => {
    const { session } = signInAt(issuer.url, (address) => returning(address, { state: 'another' }), 0.5);
    await expect(session).rejects.toThrow(/nobody signed in within 0\.5 s.*did not belong to this sign-in/);
  });

  it('ends when nobody signs in', async () => {
    const { session } = signInAt(issuer.url, async () => {}, 0.2);
    await expect(session).rejects.toThrow('nobody signed in within 0.2 s');
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }, 'calls itself https://evil.example'],
    ['a token endpoint without TLS', { token_endpoint: 'http://evil.example/token' }, 'must begin with https://'],
    ['no authorization endpoint', { authorization_endpoint: undefined }, 'does not answer'],
  ])('refuses a discovery document with %s', async (_what, metadata, reason) => {
    Object.assign(issuer.metadata, metadata);
    await expect(signInAt(issuer.url, async () => {}).session).rejects.toThrow(reason);
  });

  it('refuses plain http for a deployed stage', async () => {
    const work = signIn({
      stage: 'dev',
      addresses: { apiUrl: 'https://api.example.com', issuer: issuer.url, clientId },
      clock,
      deadlineSeconds: 1,
      onAddress: () => {},
    });
    await expect(work).rejects.toThrow('must begin with https://');
  });

  it('says which ports it needs when all are in use', async () => {
    const blockers = commandLinePorts.map((port) => createServer().listen(port, '127.0.0.1'));
    await Promise.all(blockers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
    try {
      await expect(signInAt(issuer.url, async () => {}).session).rejects.toThrow('18765, 18766, 18767 are in use');
    } finally {
      for (const server of blockers) server.close();
    }
  });
});

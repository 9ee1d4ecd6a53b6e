import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { anyRole } from '#shared/permissions/access.ts';
import {
  anApplication,
  aTokenWindow,
  type ScriptedAnswer,
  scriptedMicrosoft,
  tokenAnswer,
  tokenWith,
} from '#test/support/scripted-microsoft.ts';

const graph = () => ({ body: {} });
const refusal = (
  status: number,
  error: string,
  number: number,
  headers: Record<string, string> = {},
): ScriptedAnswer => ({
  status,
  headers,
  body: { error, error_description: `AADSTS${number}: canary-description`, error_codes: [number] },
});

describe('tokens', () => {
  it('are requested once, and again with fresh', async () => {
    const { microsoft, tokenCalls } = scriptedMicrosoft({
      graph,
      token: (_, count) => tokenAnswer(count === 1 ? ['Mail.Read'] : ['Mail.Read', 'Policy.Read.All']),
    });
    expect(await microsoft.roles()).toEqual(['Mail.Read']);
    expect(await microsoft.roles()).toEqual(['Mail.Read']);
    expect(tokenCalls()).toHaveLength(1);
    expect(await microsoft.roles({ fresh: true })).toEqual(['Mail.Read', 'Policy.Read.All']);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('are shared by later clients of the same application, but not with another credential', async () => {
    const application = anApplication();
    const one = scriptedMicrosoft({ graph }, application);
    await one.microsoft.roles();
    const two = scriptedMicrosoft({ graph }, application);
    await two.microsoft.roles();
    expect(two.tokenCalls()).toHaveLength(0);
    const rotated = scriptedMicrosoft(
      { graph },
      { ...application, credential: { kind: 'secret', value: new Secret('another') } },
    );
    await rotated.microsoft.roles();
    expect(rotated.tokenCalls()).toHaveLength(1);
  });

  it('with unreadable roles permit every try', async () => {
    const token = () => ({ body: { token_type: 'Bearer', expires_in: 3599, access_token: 'opaque' } });
    const { microsoft } = scriptedMicrosoft({ graph, token });
    expect(await microsoft.roles()).toEqual([anyRole]);
  });

  it('are issued for a certificate, whose key is not sent', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const credential = {
      kind: 'certificate',
      privateKeyPem: new Secret(pem),
      certificatePem: '',
      thumbprintSha256: 'A'.repeat(64),
    } as const;
    const { microsoft, tokenCalls } = scriptedMicrosoft({ graph }, { credential });
    await microsoft.verifyCredential();
    const form = new URLSearchParams(tokenCalls()[0]?.body);
    expect(form.get('client_assertion')?.split('.')).toHaveLength(3);
    expect(form.get('client_secret')).toBeNull();
    expect(tokenCalls()[0]?.body).not.toContain('PRIVATE');
  });

  it.each([
    [refusal(401, 'invalid_client', 7000215), 'SecretInvalid'],
    [refusal(401, 'invalid_client', 7000222), 'SecretExpired'],
    [refusal(400, 'unauthorized_client', 700016), 'AppNotFound'],
    [refusal(400, 'invalid_request', 90002), 'TenantNotFound'],
    [refusal(401, 'unauthorized_client', 7000112), 'AppBlocked'],
    [{ status: 503, body: 'oops' }, 'MicrosoftUnavailable'],
    [{ status: 200, body: 'oops' }, 'MicrosoftUnavailable'],
    [{ status: 200, body: {} }, 'MicrosoftAnswerMalformed'],
    [{ status: 500, body: {} }, 'MicrosoftUnavailable'],
    [new AppError('MicrosoftUnavailable', 'no answer'), 'MicrosoftUnavailable'],
  ])('that are refused are classified: %#', async (answer, code) => {
    const refused = () => scriptedMicrosoft({ graph, token: () => answer }).microsoft;
    await expect(refused().verifyCredential()).rejects.toMatchObject({ code });
    await expect(refused().reader().get({ path: '/domains' })).rejects.toMatchObject({ code });
  });

  it("are requested again soon after a fault, without the library's own wait", async () => {
    const { microsoft, tokenCalls, sleeps } = scriptedMicrosoft({
      graph,
      token: (_, count) => (count === 1 ? { status: 500, body: {} } : tokenAnswer()),
    });
    await microsoft.verifyCredential();
    expect(tokenCalls()).toHaveLength(2);
    expect(sleeps).toEqual([0.5]);
  });

  it('are not requested inside the window that Entra opened', async () => {
    const throttled = refusal(429, 'temporarily_unavailable', 50196, { 'Retry-After': '40' });
    const { microsoft, tokenCalls, move } = scriptedMicrosoft(
      { graph, token: (_, count) => (count === 1 ? throttled : tokenAnswer()) },
      { deadlineAt: new Date('2026-11-22T09:00:20.000Z') },
    );
    await expect(microsoft.roles()).rejects.toMatchObject({
      code: 'MicrosoftThrottled',
      details: { retryAfterSeconds: 40 },
    });
    move(39);
    await expect(microsoft.roles()).rejects.toMatchObject({ details: { retryAfterSeconds: 1 } });
    expect(tokenCalls()).toHaveLength(1);
    move(2);
    await microsoft.roles();
    expect(tokenCalls()).toHaveLength(2);
  });

  it('are not requested by another process either until the window is over', async () => {
    const throttled = refusal(429, 'temporarily_unavailable', 50196, { 'Retry-After': '40' });
    const tokenWindow = aTokenWindow();
    const soon = { deadlineAt: new Date('2026-11-22T09:00:20.000Z'), tokenWindow };
    const one = scriptedMicrosoft({ graph, token: () => throttled }, soon);
    await expect(one.microsoft.roles()).rejects.toMatchObject({ code: 'MicrosoftThrottled' });
    const other = scriptedMicrosoft({ graph }, soon); // of another application, so that only the window is shared
    await expect(other.microsoft.reader().get({ path: '/domains' })).rejects.toMatchObject({
      code: 'MicrosoftThrottled',
      details: { retryAfterSeconds: 40, bucket: 'token' },
    });
    expect(other.sent).toEqual([]);
    other.move(41);
    await other.microsoft.roles();
    expect(other.tokenCalls()).toHaveLength(1);
  });

  it('are not requested for 30 s after five consecutive failures, then once per window until one succeeds', async () => {
    let isDown = true;
    const { microsoft, tokenCalls, move } = scriptedMicrosoft(
      { graph, token: () => (isDown ? { status: 503, body: {} } : tokenAnswer()) },
      { deadlineAt: new Date('2026-11-22T09:00:20.000Z') },
    );
    await expect(microsoft.roles()).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
    expect(tokenCalls()).toHaveLength(5);
    const alone = { code: 'MicrosoftThrottled', details: { retryAfterSeconds: expect.any(Number), bucket: 'token' } };
    await expect(microsoft.roles()).rejects.toMatchObject(alone);
    expect(tokenCalls()).toHaveLength(5);
    move(31);
    await expect(microsoft.roles()).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
    await expect(microsoft.roles()).rejects.toMatchObject(alone);
    expect(tokenCalls()).toHaveLength(6);
    isDown = false;
    move(31);
    await microsoft.roles();
    expect(tokenCalls()).toHaveLength(7);
  });

  it('read the window again where the store was slow', async () => {
    let looks = 0;
    const tokenWindow = {
      until: async () => {
        looks += 1;
        if (looks === 1) slow.move(2); // meanwhile another process is throttled
        return looks === 1 ? undefined : new Date('2026-11-22T09:01:00.000Z');
      },
      open: async () => {},
    };
    const slow = scriptedMicrosoft({ graph }, { tokenWindow, deadlineAt: new Date('2026-11-22T09:00:20.000Z') });
    await expect(slow.microsoft.roles()).rejects.toMatchObject({ code: 'MicrosoftThrottled' });
    expect([looks, slow.sent]).toEqual([2, []]);
  });

  it('are not requested where the window cannot be read', async () => {
    const storeFailure = new AppError('StoreUnavailable', 'no answer');
    const tokenWindow = { until: () => Promise.reject(storeFailure), open: async () => {} };
    const { microsoft, sent } = scriptedMicrosoft({ graph }, { tokenWindow });
    await expect(microsoft.roles()).rejects.toMatchObject({ code: 'StoreUnavailable' });
    expect(sent).toEqual([]);
  });

  it('and secrets are never part of an error', async () => {
    const { microsoft } = scriptedMicrosoft({ graph, token: () => refusal(401, 'invalid_client', 7000215) });
    const error: unknown = await microsoft.verifyCredential().catch((thrown: unknown) => thrown);
    const printed = `${inspect(error, { depth: 10, showHidden: true })}${JSON.stringify(error)}`;
    expect(printed).not.toContain('canary-client-secret');
    expect(printed).not.toContain(tokenWith(['x']));
  });
});

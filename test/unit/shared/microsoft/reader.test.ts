import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { type ScriptedAnswer, scriptedMicrosoft, tokenAnswer } from '#test/support/scripted-microsoft.ts';

const domains = { path: '/domains' };
const refusal = (status: number, headers: Record<string, string> = {}): ScriptedAnswer => ({
  status,
  headers,
  body: { error: { code: 'x' } },
});
const first = (answer: ScriptedAnswer | Error) => (_: unknown, count: number) =>
  count === 1 ? answer : { body: { id: 'ok' } };

describe('one request', () => {
  it('carries a request id and its priority, and nothing about a person', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft({ graph: () => ({ body: {} }) });
    await microsoft.reader().get(domains);
    expect(graphCalls()[0]?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer one\./),
      'x-ms-throttle-priority': 'low',
      'client-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('has high priority where a person waits', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft({ graph: () => ({ body: {} }) }, { priority: 'high' });
    await microsoft.reader().get(domains);
    expect(graphCalls()[0]?.headers['x-ms-throttle-priority']).toBe('high');
  });

  it('requests immutable ids below a mailbox, in addition to its own preferences', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft({ graph: () => ({ body: {} }) });
    const request = { path: '/users/{m}/events/{id}', params: { m: 'tech@msp.example', id: 'x' } };
    await microsoft.reader().get({ ...request, headers: { Prefer: 'outlook.timezone="UTC"' } });
    expect(graphCalls()[0]?.headers['Prefer']).toBe('outlook.timezone="UTC", IdType="ImmutableId"');
  });

  it.each([['not JSON'], ['"text"'], ['[]'], ['null'], ['']])('is malformed when answered by %s', async (body) => {
    const { microsoft, graphCalls } = scriptedMicrosoft({ graph: () => ({ body }) });
    await expect(microsoft.reader().get(domains)).rejects.toMatchObject({ code: 'MicrosoftAnswerMalformed' });
    expect(graphCalls().length).toBeGreaterThan(0);
  });

  it('reports a malformed answer without its text', async () => {
    const { microsoft } = scriptedMicrosoft({ graph: () => ({ body: 'canary of a mail' }) });
    const error: unknown = await microsoft
      .reader()
      .get(domains)
      .catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });

  it('follows no redirect', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft({
      graph: () => ({ status: 302, headers: { location: 'https://evil.example/' } }),
    });
    await expect(microsoft.reader().get(domains)).rejects.toMatchObject({ code: 'MicrosoftAnswerMalformed' });
    expect(graphCalls().every(({ url }) => url === 'https://graph.microsoft.com/v1.0/domains')).toBe(true);
  });

  it('times out at the deadline, and earlier with high priority', async () => {
    const deadlineAt = new Date('2026-11-22T09:00:05.000Z');
    const near = scriptedMicrosoft({ graph: () => ({ body: {} }) }, { deadlineAt });
    const urgent = scriptedMicrosoft({ graph: () => ({ body: {} }) }, { priority: 'high' });
    const background = scriptedMicrosoft({ graph: () => ({ body: {} }) });
    for (const { microsoft } of [near, urgent, background]) await microsoft.reader().get(domains);
    expect([near, urgent, background].map(({ graphCalls }) => graphCalls()[0]?.timeoutSeconds)).toEqual([5, 8, 30]);
  });

  it.each([
    ['usgov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us'],
    ['usgov-dod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us'],
    ['china', 'https://login.partner.microsoftonline.cn', 'https://microsoftgraph.chinacloudapi.cn'],
  ] as const)('in %s goes to the hosts of that cloud, with a token for them', async (cloud, login, graph) => {
    const { microsoft, tokenCalls, graphCalls } = scriptedMicrosoft({ graph: () => ({ body: {} }) }, { cloud });
    await microsoft.reader().get(domains);
    expect(tokenCalls()[0]?.url.startsWith(`${login}/`)).toBe(true);
    expect(new URLSearchParams(tokenCalls()[0]?.body).get('scope')).toContain(`${graph}/.default`);
    expect(graphCalls()[0]?.url).toBe(`${graph}/v1.0/domains`);
  });
});

describe('a transient fault', () => {
  it.each([
    ['500', refusal(500)],
    ['502', refusal(502)],
    ['503', refusal(503)],
    ['504', refusal(504)],
    ['a reset', new AppError('MicrosoftUnavailable', 'no answer')],
    ['half an answer', { body: '{"value":[' }],
  ])('%s is retried', async (_, answer) => {
    const { microsoft, graphCalls, sleeps } = scriptedMicrosoft({ graph: first(answer) });
    const reader = microsoft.reader();
    expect(await reader.get(domains)).toEqual({ id: 'ok' });
    expect(graphCalls()).toHaveLength(2);
    expect(sleeps).toEqual([0.5]);
    expect(reader.requests()).toBe(2);
  });

  it('is thrown after the last attempt, with growing waits in between', async () => {
    const { microsoft, sleeps, graphCalls } = scriptedMicrosoft({ graph: () => refusal(500) });
    await expect(microsoft.reader().get(domains)).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
    expect(graphCalls()).toHaveLength(5);
    expect(sleeps).toEqual([0.5, 1, 2, 4]);
  });

  it('is retried with full jitter', async () => {
    const { microsoft, sleeps } = scriptedMicrosoft({ graph: () => refusal(500) }, { random: () => 0.25 });
    await expect(microsoft.reader().get(domains)).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
    expect(sleeps).toEqual([0.125, 0.25, 0.5, 1]);
  });

  it('is not retried past the deadline', async () => {
    const deadlineAt = new Date('2026-11-22T09:00:00.400Z');
    const { microsoft, sleeps } = scriptedMicrosoft({ graph: () => refusal(500) }, { deadlineAt });
    await expect(microsoft.reader().get(domains)).rejects.toMatchObject({ code: 'MicrosoftUnavailable' });
    expect(sleeps).toEqual([]);
  });

  it.each([400, 403, 404, 410])('does not include %d, which is not sent again', async (status) => {
    const { microsoft, graphCalls } = scriptedMicrosoft({ graph: () => refusal(status) });
    await expect(microsoft.reader().get(domains)).rejects.toBeInstanceOf(AppError);
    expect(graphCalls()).toHaveLength(1);
  });
});

describe('throttling', () => {
  it('is waited out', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft({ graph: first(refusal(429, { 'Retry-After': '2.128' })) });
    await microsoft.reader().get(domains);
    const [one, two] = graphCalls();
    expect((two?.at.getTime() ?? 0) - (one?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(2128);
  });

  it('without a Retry-After is waited out for 2, 4, 8 seconds plus jitter', async () => {
    const { microsoft, sleeps } = scriptedMicrosoft({ graph: (_, count) => (count < 4 ? refusal(429) : { body: {} }) });
    await microsoft.reader().get({ path: '/identity/conditionalAccess/policies' });
    expect(sleeps).toEqual([2.5, 5, 10]);
  });

  it('longer than the time left is thrown with its length, and nothing is sent until it is over', async () => {
    const scripted = scriptedMicrosoft({ graph: first(refusal(429, { 'Retry-After': '900' })) });
    const { microsoft, graphCalls, move } = scripted;
    const later = new Date('2026-11-22T12:00:00.000Z');
    const wait = { code: 'MicrosoftThrottled', details: { retryAfterSeconds: 900 } };
    await expect(microsoft.reader().get(domains)).rejects.toMatchObject(wait);
    await expect(microsoft.reader().get({ path: '/organization' })).rejects.toMatchObject(wait);
    expect(graphCalls()).toHaveLength(1);
    // Another service has another bucket.
    await microsoft.reader().get({ path: '/security/secureScores' });
    move(901);
    await microsoft.reader(undefined, later).get(domains);
    expect(graphCalls()).toHaveLength(3);
  });

  it('of one mailbox does not delay another', async () => {
    const mailboxes = ['a@msp.example', 'b@msp.example'];
    const { microsoft, graphCalls } = scriptedMicrosoft(
      { graph: first(refusal(429, { 'Retry-After': '900' })) },
      { mailboxes },
    );
    const of = (mailbox: string) => ({ path: '/users/{mailbox}/messages/{id}', params: { mailbox, id: 'x' } });
    await expect(microsoft.reader().get(of('a@msp.example'))).rejects.toMatchObject({ code: 'MicrosoftThrottled' });
    await microsoft.reader().get(of('b@msp.example'));
    await expect(microsoft.reader().get(of('A@msp.example'))).rejects.toMatchObject({ code: 'MicrosoftThrottled' });
    expect(graphCalls()).toHaveLength(2);
  });

  it('of users with sign-in activity delays the reports and not users without it', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft({ graph: first(refusal(429, { 'Retry-After': '900' })) });
    const throttled = { code: 'MicrosoftThrottled' };
    const get = (path: string, select: string) => microsoft.reader().get({ path, query: { $select: select } });
    await expect(get('/users', 'id,signInActivity')).rejects.toMatchObject(throttled);
    await expect(get('/users', 'id')).rejects.toMatchObject(throttled);
    await expect(get('/auditLogs/directoryAudits', 'id')).rejects.toMatchObject(throttled);
    await get('/domains', 'id');
    expect(graphCalls()).toHaveLength(2);
  });

  it('is followed by no request inside the window, whatever its length', async () => {
    const waits = fc.array(fc.option(fc.double({ min: 0, max: 90, noNaN: true })), { maxLength: 12 });
    const paths = fc.array(fc.constantFrom('/domains', '/organization', '/subscribedSkus'), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(waits, paths, async (waitsSent, pathsToRead) => {
        const { microsoft, graphCalls } = scriptedMicrosoft({
          graph: (_, count) => {
            const wait = waitsSent[count - 1];
            return wait === null || wait === undefined
              ? { body: {} }
              : refusal(429, { 'Retry-After': wait.toFixed(3) });
          },
        });
        for (const path of pathsToRead) {
          await microsoft
            .reader()
            .get({ path })
            .catch((error: unknown) => expect(error).toMatchObject({ code: 'MicrosoftThrottled' }));
        }
        const calls = graphCalls();
        for (const [index, wait] of waitsSent.entries()) {
          const [one, next] = [calls[index], calls[index + 1]];
          if (wait === null || one === undefined || next === undefined) continue;
          expect(next.at.getTime()).toBeGreaterThanOrEqual(one.at.getTime() + Number(wait.toFixed(3)) * 1000);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a token that Graph refuses', () => {
  const expired: ScriptedAnswer = {
    status: 401,
    body: { error: { code: 'InvalidAuthenticationToken', message: 'x' } },
  };

  it('is replaced once, and the request is sent again', async () => {
    const { microsoft, tokenCalls, graphCalls } = scriptedMicrosoft({
      graph: first(expired),
      token: (_, count) => tokenAnswer([], `token${count}`),
    });
    expect(await microsoft.reader().get(domains)).toEqual({ id: 'ok' });
    expect(tokenCalls()).toHaveLength(2);
    expect(graphCalls().map(({ headers }) => headers['authorization']?.slice(0, 13))).toEqual([
      'Bearer token1',
      'Bearer token2',
    ]);
  });

  it('twice is thrown', async () => {
    const { microsoft, graphCalls, tokenCalls } = scriptedMicrosoft({ graph: () => expired });
    await expect(microsoft.reader().get(domains)).rejects.toMatchObject({ code: 'TokenRefused' });
    expect(graphCalls()).toHaveLength(2);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('is not replaced where a product is missing', async () => {
    const body = { error: { code: 'Unauthorized', message: 'Unauthorized request - Account is not provisioned.' } };
    const { microsoft, tokenCalls } = scriptedMicrosoft({ graph: () => ({ status: 401, body }) });
    await expect(microsoft.reader().get({ path: '/security/alerts_v2' })).rejects.toMatchObject({
      code: 'NeedsLicense',
    });
    expect(tokenCalls()).toHaveLength(1);
  });
});

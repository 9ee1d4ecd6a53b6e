import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { httpApi, httpRoute, invocationUri, lambda, runResources } from '#test/support/runtime-assembly.ts';

let stack: RunningAssembly;

const behind = { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorizer' } };

beforeAll(async () => {
  stack = await runResources({
    Http: lambda('plain.http', { FunctionName: 'http' }),
    Authorize: lambda('plain.authorize', { FunctionName: 'authorize' }),
    ...httpApi('Http', {
      CorsConfiguration: {
        AllowOrigins: ['https://app.example'],
        AllowMethods: ['GET'],
        AllowHeaders: ['authorization'],
        MaxAge: 60,
      },
    }),
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        Name: 'authorizer',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: invocationUri('Authorize'),
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 0,
        EnableSimpleResponses: true,
      },
    },
    One: httpRoute('GET /things/{thingId}'),
    Post: httpRoute('POST /things/{thingId}'),
    Special: httpRoute('GET /things/special'),
    Deep: httpRoute('ANY /things/{proxy+}'),
    Private: httpRoute('GET /private', behind),
    Default: httpRoute('$default'),
  });
});

afterAll(() => stack.stop());

const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${stack.apiUrl}${path}`, init);
const event = async (path: string, init: RequestInit = {}): Promise<Record<string, unknown>> =>
  (await get(path, init)).json() as Promise<Record<string, unknown>>;

describe('the route', () => {
  it.each([
    ['GET', '/things/special', 'GET /things/special'],
    ['GET', '/things/one', 'GET /things/{thingId}'],
    ['PUT', '/things/one', 'ANY /things/{proxy+}'],
    ['GET', '/things/one/two', 'ANY /things/{proxy+}'],
    ['GET', '/things', '$default'],
    ['GET', '/elsewhere', '$default'],
  ])('of %s %s is %s', async (method, path, routeKey) => {
    expect(await event(path, { method })).toMatchObject({
      routeKey,
      requestContext: { routeKey, http: { method, path } },
    });
  });
});

describe('the event', () => {
  it('is that of payload format 2.0', async () => {
    const given = await event('/things/a%2Fb?x=1&y=2&x=3', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'a=1; b=2', 'X-Custom': 'yes' },
      body: '{"ä":1}',
    });
    expect(given).toMatchObject({
      version: '2.0',
      routeKey: 'POST /things/{thingId}',
      rawPath: '/things/a%2Fb',
      rawQueryString: 'x=1&y=2&x=3',
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json', 'x-custom': 'yes', 'x-forwarded-proto': 'http' },
      queryStringParameters: { x: '1,3', y: '2' },
      pathParameters: { thingId: 'a/b' },
      requestContext: {
        accountId: '000000000000',
        stage: '$default',
        http: { method: 'POST', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        timeEpoch: expect.any(Number),
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
      body: '{"ä":1}',
      isBase64Encoded: false,
    });
    expect(given['headers']).not.toHaveProperty('cookie');
  });

  it('leaves out what the request does not have', async () => {
    const given = await event('/elsewhere');
    for (const field of ['cookies', 'queryStringParameters', 'pathParameters', 'body'])
      expect(given).not.toHaveProperty(field);
  });

  it('encodes binary bodies as base64', async () => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from([0, 255]),
    };
    expect(await event('/things/x', init)).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
  });

  it('joins repeated headers with commas', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(`${stack.apiUrl}/elsewhere`, { headers: { 'x-many': ['a', 'b'] } }, (response) => {
        let body = '';
        response.on('data', (chunk) => (body += chunk)).on('end', () => resolve(body));
      });
      sent.on('error', reject).end();
    });
    expect(JSON.parse(text)).toMatchObject({ headers: { 'x-many': 'a,b' } });
  });
});

describe('the response', () => {
  it('is a 500 of the gateway when the function fails', async () => {
    const response = await get('/elsewhere?answer=throw');
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  it('is a 503 when the function takes too long', async () => {
    const response = await get('/elsewhere?answer=slow');
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });

  it('is a 200 with the whole result when the result has no status', async () => {
    const response = await get('/elsewhere?answer=plain');
    expect([response.status, await response.json()]).toEqual([200, { no: 'status' }]);
  });

  it('decodes a base64 body', async () => {
    const response = await get('/elsewhere?answer=binary');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 1, 2, 255]));
  });

  it('sets every cookie', async () => {
    const response = await get('/elsewhere?answer=cookies');
    expect([response.status, response.headers.getSetCookie()]).toEqual([204, ['a=1; Path=/', 'b=2']]);
  });

  it.each([
    ['a body over ten megabytes', '/things/x', { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) }, 413],
    ['a path with invalid encoding', '/things/%zz', {}, 400],
  ])('is an error of the gateway for %s', async (_what, path, init, status) => {
    const response = await get(path, init);
    expect([response.status, Object.keys((await response.json()) as object)]).toEqual([status, ['message']]);
  });
});

describe('the authorizer', () => {
  it('is invoked, and its context reaches the function', async () => {
    const given = await event('/private?x=1', { headers: { authorization: 'me' } });
    expect(given).toMatchObject({
      requestContext: {
        authorizer: {
          lambda: { who: 'me', event: { type: 'REQUEST', routeKey: 'GET /private', rawQueryString: 'x=1' } },
        },
      },
    });
  });

  it('is invoked without an identity too', async () => {
    expect(await event('/private')).toMatchObject({ requestContext: { authorizer: { lambda: { who: 'nobody' } } } });
  });

  it('lets an authorized request pass before the requests that it has not seen yet', async () => {
    await event('/private');
    const startedAt = performance.now();
    const answers = Array.from({ length: 80 }, async () => {
      await event('/private', { headers: { authorization: 'wait' } });
      return performance.now() - startedAt;
    });
    const milliseconds = (await Promise.all(answers)).toSorted((one, other) => one - other);
    expect(milliseconds[0]).toBeLessThan((milliseconds.at(-1) ?? 0) / 2);
  });

  it.each([
    ['refuse', 403, 'Forbidden'],
    ['break', 500, 'Internal Server Error'],
  ])('that returns %s ends the request with %i', async (authorization, status, message) => {
    const response = await get('/private', { headers: { authorization } });
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });
});

describe('CORS', () => {
  it('answers the preflight of an allowed origin', async () => {
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' };
    const response = await get('/private', { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization');
  });

  it('sends no headers to another origin', async () => {
    const response = await get('/elsewhere', { headers: { origin: 'https://other.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the clock endpoint', () => {
  const move = (now: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    get('/_local/clock', { method: 'POST', headers, body: JSON.stringify({ now }) });

  it('moves the clock forward, and returns what fired', async () => {
    const now = new Date(stack.clock.now().getTime() + 86_400_000).toISOString();
    const response = await move(now);
    expect([response.status, await response.json()]).toEqual([
      200,
      { now: expect.stringContaining(now.slice(0, 10)), fired: [], skipped: 0 },
    ]);
    expect(
      ((await event('/elsewhere')) as { requestContext: { timeEpoch: number } }).requestContext.timeEpoch,
    ).toBeGreaterThan(new Date(now).getTime() - 1);
  });

  it.each([
    ['the past', '2001-01-01T00:00:00Z', {}, 409],
    ['a text that is not an instant', 'tomorrow', {}, 400],
    ['a page of another site', '2099-01-01T00:00:00Z', { origin: 'https://evil.example' }, 403],
  ])('refuses %s', async (_what, now, headers, status) => {
    expect((await move(now, headers)).status).toBe(status);
  });

  it('refuses a Host that is not a local name', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${stack.apiUrl}/_local/logs`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(status).toBe(403);
  });
});

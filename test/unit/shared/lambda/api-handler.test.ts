import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { commaSeparated, listQuery } from '#shared/api/list.ts';
import { SecretText } from '#shared/api/secret-text.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { apiHandler } from '#shared/lambda/api-handler.ts';
import {
  authorizerContext,
  callHandler,
  gatewayEvent,
  noContext,
  type TestRequest,
} from '#test/support/gateway-request.ts';

const contract = apiContract({
  description: 'Pets, to try the handler on.',
  environment: Environment.pick({ STAGE: true }),
  access: {},
  timeoutSeconds: 5,
  memoryMegabytes: 128,
  operations: {
    listPets: {
      route: 'GET /v1/pets',
      summary: 'All pets',
      ability: 'posture.read',
      query: z.strictObject({
        ...listQuery,
        kind: z.enum(['cat', 'dog']).optional(),
        food: commaSeparated(z.enum(['hay', 'oats'])).optional(),
      }),
      response: { status: 200, body: z.object({ items: z.array(z.string()), seen: z.unknown() }) },
    },
    addPet: {
      route: 'POST /v1/pets',
      summary: 'A new pet',
      ability: 'customers.manage',
      body: z.strictObject({
        name: z.string().min(1),
        toys: z.array(z.strictObject({ name: z.string() })).default([]),
        chip: SecretText.optional(),
      }),
      response: { status: 201, body: z.object({ petId: z.string() }) },
    },
    feedPet: {
      route: 'POST /v1/pets/{petId}/meals',
      summary: 'Feed it',
      ability: 'sync.start',
      params: z.strictObject({ petId: z.string().regex(/^pet_\d$/) }),
      response: { status: 204 },
    },
    readDiary: {
      route: 'GET /v1/pets/{petId}/diary',
      summary: 'What nobody keeps',
      ability: 'posture.read',
      params: z.strictObject({ petId: z.string() }),
      response: { status: 200, body: z.object({ text: z.string() }) },
      sensitive: true,
    },
    listToys: {
      route: 'PUT /v1/toys',
      summary: 'All toys, as JSON or as a table',
      ability: 'customers.manage',
      body: z.strictObject({ names: z.array(z.string()) }),
      csv: { largestBytes: 300 * 1024 },
      response: { status: 200, body: z.object({ said: z.unknown(), table: z.string().nullable() }) },
    },
    readToys: {
      route: 'GET /v1/toys',
      summary: 'A record of any keys',
      ability: 'posture.read',
      response: { status: 200, body: z.object({ surfaces: z.record(z.string(), z.unknown()) }) },
    },
    weigh: {
      route: 'GET /v1/weight',
      summary: 'An answer that says when it was made',
      ability: 'posture.read',
      response: { status: 200, body: z.object({ weight: z.number(), weighedAt: z.number() }) },
      leftOutOfEtag: ['weighedAt'],
    },
    talk: {
      route: 'POST /v1/talk',
      summary: 'A protocol with statuses of its own',
      ability: 'posture.read',
      headers: z.object({ accept: z.string().optional(), 'x-version': z.string().max(10).optional() }),
      body: z.strictObject({ status: z.int() }),
      response: {
        status: 200,
        body: z.object({ headers: z.unknown() }).optional(),
        otherStatuses: { 202: 'Accepted', 406: 'Not acceptable' },
      },
      resourceMetadata: '/.well-known/oauth-protected-resource/v1/talk',
    },
    hello: {
      route: 'GET /v1/hello',
      summary: 'Anybody',
      ability: 'public',
      response: { status: 200, body: z.object({ to: z.string() }) },
    },
  },
});

const canary = 'CANARY-7f3a';
let listPets = async (): Promise<{ items: string[] }> => ({ items: ['Rex'] });
let toySurfaces: Record<string, unknown> = {};
let [weight, weighedAt] = [4, 1];
const chips: (Secret | undefined)[] = [];
const handler = apiHandler(contract, () => ({}), {
  listPets: async ({ query, caller, origin }) => ({ body: { ...(await listPets()), seen: { query, caller, origin } } }),
  addPet: async ({ body }) => {
    chips.push(body.chip);
    return { body: { petId: `pet_${body.toys.length}` }, headers: { location: '/v1/pets/pet_0' } };
  },
  feedPet: async () => ({ body: undefined }),
  readDiary: async () => ({ body: { text: 'dear diary' } }),
  weigh: async () => ({ body: { weight, weighedAt } }),
  listToys: async ({ body, csv }) => ({ body: { said: body ?? null, table: csv ?? null } }),
  readToys: async () => ({ body: { surfaces: toySurfaces } }),
  talk: async ({ body, headers }) => ({
    status: body.status,
    body: body.status === 202 ? undefined : { headers },
  }),
  hello: async ({ caller }) => ({ body: { to: typeof caller } }),
});
const call = callHandler(handler);
const list = (changed: Partial<TestRequest> = {}) =>
  call({ route: 'GET /v1/pets', context: authorizerContext(), ...changed });
const add = (changed: Partial<TestRequest> = {}) =>
  call({ route: 'POST /v1/pets', context: authorizerContext(), body: { name: 'Rex' }, ...changed });

describe('apiHandler', () => {
  const printed: string[] = [];
  beforeEach(() => {
    vi.stubEnv('STAGE', 'test');
    vi.stubEnv('CORS_ORIGINS', 'https://app.example, https://other.example');
    listPets = async () => ({ items: ['Rex'] });
    printed.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    }
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('passes the parsed request to the use case and returns its response', async () => {
    const { status, headers, body } = await list({ query: { limit: '7', kind: 'cat' } });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'private, no-cache' });
    expect(body).toMatchObject({
      items: ['Rex'],
      seen: { query: { limit: 7, kind: 'cat' }, caller: { role: 'admin' }, origin: 'https://api.example' },
    });
  });

  it('finds the operation when API Gateway has another path for it', async () => {
    expect(await call({ route: 'GET /v1/tiere', context: authorizerContext(), query: {} })).toMatchObject({
      status: 404,
    });
    expect(
      await call({ route: 'POST /v1/tiere/{petId}/essen', params: { petId: 'pet_1' }, context: authorizerContext() }),
    ).toMatchObject({ status: 204 });
    expect(await call({ route: '$default' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each([
    ['there is no authorizer context', undefined, 401, 'unauthenticated'],
    [
      'the token was refused',
      { refusal: 'Unauthenticated', detail: 'the access token has expired' },
      401,
      'unauthenticated',
    ],
    ['the person is not a member', { refusal: 'NotAMember', detail: 'ask' }, 403, 'not-a-member'],
    ['the sign-in service is down', { refusal: 'SignInUnavailable', detail: 'later' }, 503, 'sign-in-unavailable'],
    ['the context is something else', { admin: 'true' }, 401, 'unauthenticated'],
    ['the refusal is unknown', { refusal: 'None', detail: '' }, 401, 'unauthenticated'],
    ['the role lacks the ability', authorizerContext({ role: 'viewer' }), 403, 'forbidden'],
  ])('refuses when %s', async (_why, context, status, code) => {
    const { context: _admin, ...request } = { route: 'POST /v1/pets', body: { name: 'Rex' }, context };
    const answer = await call(context === undefined ? request : { ...request, context });
    expect(answer).toMatchObject({ status, body: { code, status, requestId: 'request-1' } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  it('takes null for what the request does not have, as SAM sends it', async () => {
    const absent = {
      pathParameters: null,
      queryStringParameters: null,
      body: null,
      cookies: null,
      stageVariables: null,
    };
    const event = { ...gatewayEvent({ route: 'GET /v1/pets', context: authorizerContext() }), ...absent };
    expect(await handler(event, noContext)).toMatchObject({ statusCode: 200 });
  });

  it('admits anyone to a public operation, without a caller', async () => {
    expect(await call({ route: 'GET /v1/hello', context: authorizerContext() })).toMatchObject({
      status: 200,
      body: { to: 'undefined' },
    });
  });

  const talk = (changed: Partial<TestRequest> = {}) =>
    call({ route: 'POST /v1/talk', context: authorizerContext(), body: { status: 200 }, ...changed });

  it('passes the headers that the operation declares, and no other', async () => {
    const headers = { accept: 'application/json', 'x-version': '2', 'x-other': '1', authorization: 'Bearer secret' };
    const { status, body } = await talk({ headers });
    expect({ status, body }).toEqual({
      status: 200,
      body: { headers: { accept: 'application/json', 'x-version': '2' } },
    });
    expect(await talk({ headers: { 'x-version': 'x'.repeat(11) } })).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', errors: [{ in: 'header', pointer: '/x-version' }] },
    });
  });

  it('answers a status that the operation declares, with or without a body, and no other', async () => {
    expect(await talk({ body: { status: 406 } })).toMatchObject({ status: 406, body: { headers: {} } });
    expect(await talk({ body: { status: 202 } })).toMatchObject({ status: 202, text: '' });
    expect(await talk({ body: { status: 418 } })).toMatchObject({ status: 500, body: { code: 'internal' } });
  });

  it('names the metadata of the resource to who is not signed in', async () => {
    const challenge = 'Bearer resource_metadata="https://api.example/.well-known/oauth-protected-resource/v1/talk"';
    const request = { route: 'POST /v1/talk', body: { status: 200 } };
    const expired = { refusal: 'Unauthenticated', detail: 'the access token has expired' };
    for (const each of [request, { ...request, context: expired }]) {
      const { status, headers } = await call(each);
      expect([status, headers['www-authenticate']]).toEqual([401, challenge]);
    }
    const other = await talk({ context: { refusal: 'NotAMember', detail: 'you are no member' } });
    expect([other.status, other.headers['www-authenticate']]).toEqual([403, undefined]);
  });

  it('checks the caller before it parses the request', async () => {
    expect(await add({ context: authorizerContext({ role: 'member' }), body: '{broken' })).toMatchObject({
      status: 403,
    });
  });

  it.each([
    ['a field is missing', {}, [{ in: 'body', pointer: '/name', detail: 'this field is required' }]],
    [
      'a field is unknown',
      { name: 'Rex', 'a/b~c': 1 },
      [{ in: 'body', pointer: '/a~1b~0c', detail: 'this field is unknown' }],
    ],
    [
      'a field within a list is wrong',
      { name: 'Rex', toys: [{ name: 'ball' }, { name: 1 }] },
      [{ in: 'body', pointer: '/toys/1/name' }],
    ],
    ['two fields are wrong', { name: '', toys: 'none' }, [{ pointer: '/name' }, { pointer: '/toys' }]],
    ['the body is not JSON', `{"name": "${canary}`, [{ in: 'body', pointer: '', detail: 'this is not JSON' }]],
    ['the body is a list', [], [{ in: 'body', pointer: '' }]],
    ['there is no body', undefined, [{ in: 'body', pointer: '', detail: 'this field is required' }]],
    ['the body tries to set a prototype', '{"name":"Rex","__proto__":{"role":"admin"}}', [{ pointer: '/__proto__' }]],
  ])('points to the problem when %s', async (_what, body, errors) => {
    const { body: _rex, ...request } = { route: 'POST /v1/pets', context: authorizerContext(), body };
    const answer = await call(body === undefined ? request : { ...request, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', errors } });
    expect(answer.text + printed.join('')).not.toContain(canary);
  });

  it.each([
    ['a limit of 0', { limit: '0' }, '/limit'],
    ['a limit of 201', { limit: '201' }, '/limit'],
    ['a limit that is not a number', { limit: 'all' }, '/limit'],
    ['an unknown filter', { color: 'red' }, '/color'],
    ['a filter with an unknown value', { kind: 'cow' }, '/kind'],
  ])('refuses %s in the query', async (_what, query, pointer) => {
    expect(await list({ query })).toMatchObject({ status: 400, body: { errors: [{ in: 'query', pointer }] } });
  });

  it('refuses an invalid path parameter, and an unexpected body or query', async () => {
    const feed = (changed: Partial<TestRequest>) =>
      call({
        route: 'POST /v1/pets/{petId}/meals',
        params: { petId: 'pet_1' },
        context: authorizerContext(),
        ...changed,
      });
    expect(await feed({ params: { petId: '../x' } })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'path', pointer: '/petId' }] },
    });
    expect(await feed({ body: { x: 1 } })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'body', pointer: '' }] },
    });
    expect(await feed({ query: { x: '1' } })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'query', pointer: '/x' }] },
    });
    expect(await feed({ body: '{}' })).toMatchObject({ status: 204, text: '' });
  });

  it('refuses a value that is given twice where one is taken, and joins those of a list', async () => {
    expect(await list({ rawQuery: 'kind=cat&kind=dog', query: { kind: 'cat,dog' } })).toMatchObject({ status: 400 });
    expect(await list({ rawQuery: 'limit=7&limit=7', query: { limit: '7' } })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'query', pointer: '/limit', detail: 'is given more than once' }] },
    });
    expect(await list({ rawQuery: 'food=hay&food=oats', query: { food: 'hay,oats' } })).toMatchObject({
      status: 200,
      body: { seen: { query: { food: ['hay', 'oats'] } } },
    });
  });

  it.each([
    ['text/html', 406],
    ['application/json;q=0', 406],
    ['application/json;q=0, */*', 406],
    ['text/html, application/*;q=0.1', 200],
    ['*/*', 200],
    ['', 200],
  ])('answers a request that accepts %j with %i', async (accept, status) => {
    const answer = await list({ headers: { accept } });
    expect(answer.status).toBe(status);
    if (status === 406) expect(answer.body).toMatchObject({ code: 'not-acceptable' });
  });

  it('accepts only JSON of at most 256 KiB', async () => {
    const kilobytes = (count: number) => JSON.stringify({ name: 'x'.repeat(count * 1024 - '{"name":""}'.length) });
    expect(await add({ headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media-type' },
    });
    expect(await add({ headers: { 'content-type': 'application/json; charset=utf-8' } })).toMatchObject({
      status: 201,
    });
    expect(await add({ body: kilobytes(256) })).toMatchObject({ status: 201 });
    expect(await add({ body: `${kilobytes(256)} ` })).toMatchObject({
      status: 413,
      body: { code: 'payload-too-large' },
    });
  });

  it('accepts CSV up to its own limit beside JSON when the contract says so', async () => {
    const list = (type: string, body: string) =>
      call({ route: 'PUT /v1/toys', headers: { 'content-type': type }, body, context: authorizerContext() });
    const table = '\uFEFFname;seats\r\n"a;""b""";1\r\n';
    expect(await list('text/csv; charset=utf-8', table)).toMatchObject({ status: 200, body: { said: null, table } });
    const json = await list('application/json', '{"names":["ball"]}');
    expect(json).toMatchObject({ status: 200, body: { said: { names: ['ball'] }, table: null } });
    expect(await list('text/csv', 'x'.repeat(300 * 1024))).toMatchObject({ status: 200 });
    expect(await list('text/csv', 'x'.repeat(300 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { code: 'payload-too-large', detail: 'the body has 307201 bytes; at most 307200 are accepted' },
    });
    expect(await list('application/json', `"${'x'.repeat(256 * 1024)}"`)).toMatchObject({ status: 413 });
    const neither = await list('text/plain', 'name');
    expect(neither).toMatchObject({ status: 415, body: { detail: expect.stringContaining('text/csv') } });
    expect(await add({ headers: { 'content-type': 'text/csv' }, body: table })).toMatchObject({ status: 415 });
  });

  it('answers a GET with an ETag, and with 304 when the client has it', async () => {
    const { headers, text } = await list();
    const etag = headers['etag'] ?? '';
    expect(etag).toMatch(/^"[\w-]{32}"$/);
    expect(text).not.toBe('');
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      expect(await list({ headers: { 'if-none-match': held } })).toMatchObject({
        status: 304,
        text: '',
        headers: { etag },
      });
    }
    expect(await list({ headers: { 'if-none-match': '"other"' } })).toMatchObject({ status: 200 });
    expect((await add({ headers: { 'if-none-match': '*' } })).headers).not.toHaveProperty('etag');
  });

  it('has the same bytes and the same ETag whatever the order of keys in which the database returned it', async () => {
    const states = { users: { state: 'ok', dataAsOf: 1 }, domains: { state: 'ok' } };
    const reordered = { domains: { state: 'ok' }, users: { dataAsOf: 1, state: 'ok' } };
    const answers = [];
    for (const surfaces of [states, reordered]) {
      toySurfaces = surfaces;
      answers.push(await call({ route: 'GET /v1/toys', context: authorizerContext() }));
    }
    const [first, second] = answers;
    expect(second?.text).toBe(first?.text);
    expect(second?.headers['etag']).toBe(first?.headers['etag']);
    expect(first?.body).toEqual({ surfaces: states });
  });

  it('has one weak ETag whenever it is made, and another where its content changes', async () => {
    const weigh = (headers = {}) => call({ route: 'GET /v1/weight', headers, context: authorizerContext() });
    const etag = (await weigh()).headers['etag'] ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{32}"$/);
    weighedAt = 2;
    expect(await weigh({ 'if-none-match': etag })).toMatchObject({ status: 304, headers: { etag } });
    expect(await weigh({ 'if-none-match': etag.slice(2) })).toMatchObject({ status: 304 });
    weight = 5;
    expect(await weigh({ 'if-none-match': etag })).toMatchObject({ status: 200, body: { weight: 5, weighedAt: 2 } });
  });

  it('forbids caches to store a sensitive response', async () => {
    const { headers } = await call({
      route: 'GET /v1/pets/{petId}/diary',
      params: { petId: 'x' },
      context: authorizerContext(),
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers).not.toHaveProperty('etag');
  });

  it('returns the status, title and code of the error table', async () => {
    listPets = async () => {
      throw new AppError('MicrosoftThrottled', 'try later', {
        retryAfterSeconds: 2.2,
        needs: ['User.Read.All'],
        headers: { ratelimit: 'x' },
      });
    };
    const answer = await list();
    expect(answer.headers).toMatchObject({ 'retry-after': '3', ratelimit: 'x' });
    expect(answer.body).toEqual({
      type: 'https://vectis.example/problems/throttled',
      title: 'Microsoft asks us to wait.',
      status: 503,
      detail: 'try again later; not before 2.2 s from now',
      code: 'throttled',
      requestId: 'request-1',
      needs: ['User.Read.All'],
      retryAfterSeconds: 2.2,
    });
  });

  it('answers 503 with the time to wait before the function times out', async () => {
    listPets = () => new Promise(() => {});
    const context = { getRemainingTimeInMillis: () => 520 } as Context; // the only part of it that middy reads
    const request = gatewayEvent({ route: 'GET /v1/pets', context: authorizerContext() });
    const { statusCode, headers, body = '' } = await handler(request, context);
    expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
    expect(JSON.parse(body)).toMatchObject({ code: 'out-of-time', retryAfterSeconds: 5 });
  });

  it.each(['StoreUnavailable', 'AuditUnavailable', 'SignInUnavailable'] as const)(
    'says when to try again after %s',
    async (code) => {
      listPets = async () => {
        throw new AppError(code, 'no answer');
      };
      expect(await list()).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    },
  );

  it.each([
    ['a bug of ours', () => new TypeError(`no ${canary}`, { cause: new Error(canary) })],
    ['a thrown value that is not an Error', () => canary],
  ])('discloses nothing about %s to the caller or the log', async (_what, failure) => {
    listPets = async () => {
      throw failure();
    };
    const answer = await list();
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal', requestId: 'request-1' } });
    expect(answer.text + printed.join('')).not.toContain(canary);
    expect(printed.join('')).toContain('a request failed');
  });

  it('returns internal when the response does not fit the contract', async () => {
    listPets = async () => JSON.parse(`{"items": "${canary}"}`);
    const answer = await list();
    expect(answer).toMatchObject({ status: 500 });
    expect(answer.text + printed.join('')).not.toContain(canary);
  });

  it('passes a secret on as a Secret and shows it nowhere', async () => {
    expect(await add({ body: { name: 'Rex', chip: canary } })).toMatchObject({ status: 201 });
    expect(chips.at(-1)?.reveal()).toBe(canary);
    expect(`${String(chips.at(-1))}${JSON.stringify(chips)}${printed.join('')}`).not.toContain(canary);
  });

  it('logs one line with the operation and without personal data', async () => {
    await add({ context: authorizerContext({ email: 'ada@msp.example' }) });
    const line = printed.find((each) => each.includes('a request was answered')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      operation: 'addPet',
      status: 201,
      requestId: 'request-1',
      durationMilliseconds: expect.any(Number),
    });
    expect(printed.join('')).not.toContain('ada@');
  });

  it('sets the security headers on responses and errors', async () => {
    for (const { headers } of [await list(), await list({ query: { x: '' } })]) {
      expect(headers).toMatchObject({
        'strict-transport-security': expect.stringContaining('max-age='),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
    }
  });

  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://other.example', 'https://other.example'],
    ['https://app.example.net', undefined],
    ['null', undefined],
  ])('returns for the origin %s the allowed origin %s', async (origin, allowed) => {
    const answers = [await list({ headers: { origin } }), await list({ headers: { origin }, query: { x: '' } })];
    for (const { headers } of answers) expect(headers['access-control-allow-origin']).toBe(allowed);
    const preflight = await call({
      route: 'OPTIONS /v1/pets',
      headers: { origin, 'access-control-request-method': 'PATCH' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toBe(allowed && 'GET,POST,PUT,PATCH,DELETE');
  });
});

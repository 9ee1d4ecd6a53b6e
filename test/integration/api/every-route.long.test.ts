import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discover } from '#infra/discover.ts';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';

const { api } = await discover();
const operations = api.flatMap(({ contract }) => Object.values(contract.operations));
const closed = operations.filter(({ ability }) => ability !== 'public').map(({ route }) => route);
const openOperations = operations.filter(({ ability }) => ability === 'public');
const open = openOperations.map(({ route }) => route);
const split = (route: string): [string, string] => {
  const [method = '', path = ''] = route.split(' ');
  return [method, path.replaceAll(/\{\w+\}/g, 'x')];
};

describe('every route of every contract', () => {
  let testStack: TestStack;
  beforeAll(async () => {
    testStack = await startTestStack();
  }, 120_000);
  afterAll(() => testStack.stack.stop());

  // Each route is a function that starts for the first time.
  it('asks for a token', { timeout: 120_000 }, async () => {
    expect(closed.length).toBeGreaterThan(20);
    for (const route of closed) {
      const answer = await testStack.call(...split(route));
      expect(answer, route).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated', requestId: expect.any(String) },
      });
      expect(answer.headers.get('content-type'), route).toBe('application/problem+json');
    }
  });

  it('refuses a token of nobody, and what is no token', { timeout: 120_000 }, async () => {
    const stranger = await testStack.tokenFor('stranger@elsewhere.example');
    for (const route of closed) {
      expect(await testStack.call(...split(route), { token: stranger }), route).toMatchObject({ status: 403 });
    }
    for (const token of ['', 'x', `${stranger}x`, 'vct_pat_x', 'eyJhbGciOiJub25lIn0.e30.']) {
      expect(await testStack.call('GET', '/v1/me', { token }), token).toMatchObject({ status: 401 });
    }
  });

  it('is open where the contract says so, 404 where there is none, and 405 for another method', async () => {
    for (const { route, query } of openOperations) {
      const status = query === undefined || query.safeParse({}).success ? 200 : 400;
      expect((await testStack.call(...split(route))).status, route).toBe(status);
    }
    for (const [method, path] of [
      ['GET', '/v1/nothing'],
      ['GET', '/'],
    ] as const) {
      expect(
        await testStack.call(method, path, testStack.tokens.admin === '' ? {} : { token: testStack.tokens.admin }),
      ).toMatchObject({
        status: 404,
        body: { code: 'not-found', type: 'https://vectis.example/problems/not-found' },
      });
    }
  });

  it('names the methods of a path to who uses another one', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/v1/health', 'GET'],
      ['PUT', '/v1/members', 'GET, POST'],
      ['DELETE', '/v1/customers/cus_x/hub', 'GET'],
    ] as const) {
      const answer = await testStack.call(method, path);
      expect(answer, path).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
      expect(answer.headers.get('allow'), path).toBe(allow);
    }
  });

  it('refuses broken JSON, another media type and too much of it, before anything else happens', async () => {
    const taking = operations.filter(({ body }) => body !== undefined).map(({ route }) => route);
    const token = testStack.tokens.admin;
    for (const route of taking) {
      const broken = await testStack.call(...split(route), { token, body: '{"a":' });
      expect(broken, route).toMatchObject({
        status: 400,
        body: { code: 'invalid-input', errors: [{ in: 'body', pointer: '' }] },
      });
      const form = await testStack.call(...split(route), {
        token,
        body: 'a=b',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(form, route).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    }
    const large = await testStack.call('POST', '/v1/members', { token, body: `"${'x'.repeat(256 * 1024)}"` });
    expect(large).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    const unknown = await testStack.call('POST', '/v1/members', {
      token,
      body: { email: 'x@msp.example', role: 'viewer', extra: 1 },
    });
    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ pointer: '/extra' }] } });
  });

  it('answers a preflight by the list of the stage, and carries the security headers everywhere', async () => {
    const preflight = { headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' } };
    const { headers } = await testStack.call('OPTIONS', '/v1/me', preflight);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    for (const path of ['/v1/health', '/v1/me', '/v1/nothing']) {
      const answer = await testStack.call('GET', path);
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(answer.headers.get('strict-transport-security'), path).toContain('max-age=');
    }
  });

  it('describes itself', async () => {
    const { body } = await testStack.call('GET', '/v1/openapi.json');
    const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual([...open, ...closed].toSorted());
  });
});

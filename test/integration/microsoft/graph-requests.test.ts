import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import {
  askToken,
  aTenant,
  type GraphAnswer,
  graphClient,
  graphOf,
  startTestMicrosoft,
  testNow,
} from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const clock = manualClock(testNow);
const tenant = aTenant({ users: 25, guests: 2 });
const [first] = tenant.users;
let microsoft: SimulatedMicrosoft;
let get: (path: string, init?: RequestInit) => Promise<GraphAnswer>;

beforeAll(async () => {
  microsoft = await startTestMicrosoft([tenant], { clock, enforceLimits: false });
  get = await graphClient(microsoft, tenant);
});
afterAll(() => microsoft.stop());

const code = ({ body }: GraphAnswer): unknown => body?.error?.code;

describe('the bearer token', () => {
  const bare = (headers: Record<string, string> = {}) => fetch(`${graphOf(microsoft)}/v1.0/users`, { headers });

  it.each([
    ['none', {}],
    ['no JWT', { authorization: 'Bearer nonsense' }],
    ['another scheme', { authorization: 'Basic abc' }],
  ])('is refused when it is %s', async (_what, headers) => {
    const response = await bare(headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
  });

  it('is refused after an hour', async () => {
    const { access_token: token } = Object(await (await askToken(microsoft, tenant)).json());
    const authorization = `Bearer ${String(token)}`;
    expect((await bare({ authorization })).status).toBe(200);
    clock.advanceSeconds(3600);
    const response = await bare({ authorization });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('expired') } });
    get = await graphClient(microsoft, tenant);
  });
});

describe('a list', () => {
  it('is paged by absolute links, with every item once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/v1.0/users?$select=id,userType&$top=10';
    const links: string[] = [];
    while (path !== undefined) {
      const { body }: GraphAnswer = await get(path);
      for (const { id } of body.value) seen.push(id);
      path = body['@odata.nextLink'];
      if (path !== undefined) links.push(path);
    }
    expect(seen).toEqual(tenant.users.map(({ id }) => id));
    expect(links).toHaveLength(2);
    for (const link of links)
      expect(link).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?.*\$skiptoken=[\w-]+$/);
  });

  it('has the eleven default properties without $select', async () => {
    const { body } = await get('/v1.0/users?$top=1');
    expect(Object.keys(body.value[0])).toHaveLength(11);
    expect(body.value[0]).not.toHaveProperty('accountEnabled');
  });

  it('has exactly the selected properties', async () => {
    const { body } = await get('/v1.0/users?$top=1&$select=displayName,assignedLicenses');
    expect(body.value).toEqual([
      {
        displayName: first?.displayName,
        assignedLicenses: [{ disabledPlans: [], skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46' }],
      },
    ]);
  });

  it('is filtered and counted', async () => {
    const { body } = await get("/v1.0/users?$filter=userType eq 'Guest'&$count=true&$select=id");
    expect(body['@odata.count']).toBe(2);
    expect(body.value).toHaveLength(2);
  });

  it.each([
    ['/v1.0/users?$select=shoeSize', 'BadRequest'],
    ['/v1.0/users?$top=1000', 'Request_BadRequest'],
    ['/v1.0/users?$top=0', 'Request_BadRequest'],
    ['/v1.0/users?$skip=5', 'BadRequest'],
    ["/v1.0/users?$filter=jobTitle eq 'x'", 'Request_UnsupportedQuery'],
    ["/v1.0/users?$filter=endswith(mail,'x')", 'BadRequest'],
    ['/v1.0/users?$orderby=mail', 'BadRequest'],
    ['/v1.0/users?$skiptoken=guessed', 'BadRequest'],
    ['/v1.0/users?$top=501&$select=id,signInActivity', 'BadRequest'],
    ['/v1.0/subscribedSkus?$top=5', 'BadRequest'],
    ['/v1.0/roleManagement/directory/roleAssignments?$expand=roleDefinition', 'BadRequest'],
  ])('refuses %s', async (path, expected) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(code(answer)).toBe(expected);
  });
});

describe('a path', () => {
  it('that does not exist is not found', async () => {
    const answer = await get('/v1.0/nowhere');
    expect([answer.status, code(answer)]).toEqual([404, 'ResourceNotFound']);
  });

  it('of beta is not found in v1.0, and vice versa', async () => {
    expect((await get(`/v1.0/users/${first?.id}/authentication/requirements`)).status).toBe(404);
    expect((await get('/beta/users')).status).toBe(404);
  });

  it('is matched in any case', async () => {
    expect((await get('/v1.0/Organization')).status).toBe(200);
  });

  it('identifies a user by id or by name, and an unknown user is not found', async () => {
    expect((await get(`/v1.0/users/${first?.userPrincipalName.toUpperCase()}`)).body.id).toBe(first?.id);
    const answer = await get('/v1.0/users/nobody@example.com');
    expect([answer.status, code(answer)]).toEqual([404, 'Request_ResourceNotFound']);
  });

  it('refuses a method that writes, and counts the attempt', async () => {
    const before = microsoft.counters().writes;
    const answer = await get(`/v1.0/users/${first?.id}`, { method: 'DELETE' });
    expect([answer.status, code(answer)]).toEqual([405, 'Request_BadRequest']);
    expect(microsoft.counters().writes).toBe(before + 1);
  });
});

describe('a batch', () => {
  const batch = (requests: readonly unknown[]) =>
    get('/v1.0/$batch', { method: 'POST', body: JSON.stringify({ requests }) });
  const request = (id: string, url: string, more = {}) => ({ id, method: 'GET', url, ...more });

  it('answers each request separately, in another order', async () => {
    const requests = Array.from({ length: 20 }, (_, index) =>
      request(String(index), `/users/${tenant.users[index]?.id}?$select=id`),
    );
    const { status, body } = await batch([...requests.slice(0, 19), request('19', '/users/nobody@example.com')]);
    expect(status).toBe(200);
    const ids: string[] = body.responses.map(({ id }: { id: string }) => id);
    expect(ids.toSorted((a, b) => Number(a) - Number(b))).toEqual(requests.map(({ id }) => id));
    expect(ids).not.toEqual(requests.map(({ id }) => id));
    const byId = new Map(body.responses.map((answer: { id: string }) => [answer.id, answer]));
    expect(byId.get('3')).toMatchObject({ status: 200, body: { id: tenant.users[3]?.id } });
    expect(byId.get('19')).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
  });

  it('applies the headers of each request', async () => {
    const url = `/users/${first?.id}/messages?$top=1`;
    const { body } = await batch([request('1', url, { headers: { Prefer: 'IdType="ImmutableId"' } })]);
    expect(body.responses[0].headers).toMatchObject({ 'Preference-Applied': 'IdType="ImmutableId"' });
  });

  it('fails a request that depends on a failed one', async () => {
    const requests = [request('1', '/users/nobody@example.com'), request('2', '/organization', { dependsOn: ['1'] })];
    const { body } = await batch(requests);
    expect(body.responses.find(({ id }: { id: string }) => id === '2').status).toBe(424);
  });

  it('counts each request inside it, and itself once', async () => {
    const before = microsoft.counters();
    await batch([request('1', '/organization'), request('2', '/domains')]);
    const after = microsoft.counters();
    expect(after.graph - before.graph).toBe(1);
    expect(after.logical - before.logical).toBe(2);
  });

  it('counts and refuses a write inside it', async () => {
    const before = microsoft.counters().writes;
    const { body } = await batch([{ id: '1', method: 'DELETE', url: `/users/${first?.id}` }]);
    expect(body.responses[0].status).toBe(405);
    expect(microsoft.counters().writes).toBe(before + 1);
  });

  it.each([
    ['more than twenty', Array.from({ length: 21 }, (_, index) => request(String(index), '/organization'))],
    ['one id twice', [request('1', '/organization'), request('1', '/domains')]],
    ['no url', [{ id: '1', method: 'GET' }]],
  ])('refuses %s', async (_what, requests) => {
    expect((await batch(requests)).status).toBe(400);
  });
});

import { describe, expect, it } from 'vitest';
import { data, everyItem, vectisClient } from '#client/index.ts';

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** A client whose requests are answered in this order, with what was sent and waited for. */
const scripted = (...answers: (() => Response)[]) => {
  const sent: Request[] = [];
  const waits: number[] = [];
  const client = vectisClient({
    baseUrl: 'https://api.example/v1/',
    token: async () => 'token-1',
    retry: {
      wait: async (milliseconds) => void waits.push(milliseconds),
      now: () => Date.parse('2026-11-22T12:00:00Z'),
    },
    fetch: async (request) => {
      sent.push(request);
      const [answer] = answers.splice(0, 1);
      if (answer === undefined) throw new Error(`no answer to ${request.url}`);
      return answer();
    },
  });
  return { client, sent, waits };
};
const problem = {
  type: 'x',
  title: 'Too many requests.',
  status: 429,
  detail: 'Wait.',
  code: 'rate-limited',
  requestId: 'r',
};
const acknowledge = { params: { path: { findingKey: 'k' } }, body: { to: 'acknowledged' } } as const;

describe('vectisClient', () => {
  it('sends the token to the path below the address', async () => {
    const { client, sent } = scripted(json(200, { stage: 'local' }));
    await data(client.GET('/v1/health'));
    expect(sent[0]?.url).toBe('https://api.example/v1/health');
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token-1');
  });

  it('waits as Retry-After says, in seconds or as a date, and sends a POST with the same key', async () => {
    const { client, sent, waits } = scripted(
      json(429, problem, { 'retry-after': '7' }),
      json(503, problem, { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }),
      json(200, { findingKey: 'k' }),
    );
    await data(client.POST('/v1/findings/{findingKey}/transitions', acknowledge));
    expect(waits).toEqual([7_000, 30_000]);
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys).size).toBe(1);
    expect(await Promise.all(sent.map((request) => request.json()))).toEqual(Array(3).fill(acknowledge.body));
  });

  it('makes a key of its own for each POST, and keeps one that is given', async () => {
    const ok = json(200, {});
    const { client, sent } = scripted(ok, ok, ok);
    const path = '/v1/findings/{findingKey}/transitions';
    await client.POST(path, acknowledge);
    await client.POST(path, acknowledge);
    await client.POST(path, { ...acknowledge, headers: { 'Idempotency-Key': 'mine' } });
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
  });

  it('throws the problem after the last attempt, and at once where the wait is too long', async () => {
    const often = scripted(...Array(4).fill(json(429, problem, { 'retry-after': '1' })));
    await expect(data(often.client.GET('/v1/me'))).rejects.toMatchObject({
      status: 429,
      problem: { code: 'rate-limited' },
    });
    expect(often.sent).toHaveLength(4);
    const long = scripted(json(429, problem, { 'retry-after': '3600' }));
    await expect(data(long.client.GET('/v1/me'))).rejects.toThrow('Too many requests. Wait. (rate-limited)');
    expect(long.waits).toEqual([]);
  });

  it('throws a problem without retry for any other refusal, and names the status of what is no problem', async () => {
    const { client, sent } = scripted(
      json(404, { ...problem, status: 404, code: 'not-found' }),
      json(502, { message: 'x' }),
    );
    await expect(data(client.GET('/v1/me'))).rejects.toMatchObject({ status: 404, problem: { code: 'not-found' } });
    await expect(data(client.GET('/v1/me'))).rejects.toMatchObject({ status: 502, problem: undefined });
    expect(sent).toHaveLength(2);
  });
});

describe('everyItem', () => {
  it('asks for the next page only when it is needed, with the same query', async () => {
    const page = (ids: string[], nextCursor: string | null) =>
      json(200, { items: ids.map((customerId) => ({ customerId })), nextCursor });
    const { client, sent } = scripted(page(['a', 'b'], 'c1'), page(['c'], null));
    const ids: string[] = [];
    for await (const { customerId } of everyItem(client, '/v1/customers', { query: { q: 'x', limit: 2 } })) {
      if (ids.push(customerId) === 2) expect(sent).toHaveLength(1);
    }
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(['?limit=2&q=x', '?limit=2&q=x&cursor=c1']);
  });

  it('sends several values of a filter separated by commas', async () => {
    const { client, sent } = scripted(json(200, { items: [], nextCursor: null }));
    for await (const _none of everyItem(client, '/v1/findings', { query: { severity: ['critical', 'high'] } }));
    expect(new URL(sent[0]?.url ?? '').searchParams.get('severity')).toBe('critical,high');
  });
});

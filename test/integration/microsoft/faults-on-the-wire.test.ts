import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '#local/microsoft/faults.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import {
  aTenant,
  type GraphAnswer,
  graphClient,
  graphOf,
  startTestMicrosoft,
} from '#test/support/simulated-microsoft.ts';

const tenant = aTenant();
let microsoft: SimulatedMicrosoft;
let get: (path: string, init?: RequestInit) => Promise<GraphAnswer>;

beforeAll(async () => {
  microsoft = await startTestMicrosoft([tenant], { enforceLimits: false });
  get = await graphClient(microsoft, tenant);
});
beforeEach(() => microsoft.setFaults([]));
afterAll(() => microsoft.stop());

const inject = (fault: FaultRule['fault'], match: FaultRule['match'] = { template: '/domains' }): void =>
  microsoft.setFaults([{ match, fault }]);

describe('a fault on the wire', () => {
  it.each([
    ['a reset', { reset: true as const }],
    ['an answer cut in the middle', { cut: true as const }],
    ['truncated JSON', { malformed: 'truncated' as const }],
    ['a page of HTML with status 200', { malformed: 'html' as const }],
  ])('can be %s', async (_what, fault) => {
    inject(fault);
    await expect(get('/v1.0/domains')).rejects.toThrow(/fetch failed|terminated|JSON/);
    expect((await get('/v1.0/organization')).status).toBe(200);
  });

  it('can be an empty answer', async () => {
    inject({ malformed: 'empty' });
    expect((await get('/v1.0/domains')).body).toBeNull();
  });

  it('can be a request without an answer', async () => {
    inject({ hang: true });
    await expect(get('/v1.0/domains', { signal: AbortSignal.timeout(150) })).rejects.toThrow('timeout');
  });

  it('can be a delayed answer', async () => {
    inject({ delaySeconds: 0.2 });
    const startedAt = performance.now();
    expect((await get('/v1.0/domains')).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });

  it('can be any status with any body and header', async () => {
    inject({ status: 504, body: { error: { code: 'x', message: 'y' } }, headers: { 'x-seen': '1' } });
    const answer = await get('/v1.0/domains');
    expect([answer.status, answer.body.error.code, answer.headers.get('x-seen')]).toEqual([504, 'x', '1']);
  });

  it.each([2.128, '-1', '99999', 'Sun, 22 Nov 2026 09:05:00 GMT'])(
    'sends Retry-After %s unchanged',
    async (retryAfter) => {
      inject({ status: 429, retryAfter });
      expect((await get('/v1.0/domains')).headers.get('retry-after')).toBe(String(retryAfter));
      // The clock does not move, so the request is within the first second and does not count as early.
      expect(microsoft.counters().insideRetryAfter).toBe(0);
    },
  );
});

describe('a fault of paging', () => {
  it('links a page to itself', async () => {
    inject({ paging: 'loop' });
    expect((await get('/v1.0/domains')).body['@odata.nextLink']).toBe('https://graph.microsoft.com/v1.0/domains');
  });

  it('links a page to another host', async () => {
    inject({ paging: 'foreign-host' });
    expect((await get('/v1.0/domains')).body['@odata.nextLink']).toMatch(/^https:\/\/graph\.microsoft\.example\//);
  });

  it('inserts an empty page before the full one', async () => {
    inject({ paging: 'empty-page' }, { template: '/domains', nth: 1 });
    const { body } = await get('/v1.0/domains');
    expect(body.value).toEqual([]);
    expect((await get(body['@odata.nextLink'])).body.value).toHaveLength(2);
  });
});

describe('a fault of a batch', () => {
  const batch = async () => {
    const requests = ['1', '2', '3'].map((id) => ({ id, method: 'GET', url: '/domains' }));
    return await get('/v1.0/$batch', { method: 'POST', body: JSON.stringify({ requests }) });
  };

  it('drops an answer, or repeats one', async () => {
    inject({ batch: 'drop' }, { service: 'batch' });
    expect((await batch()).body.responses).toHaveLength(2);
    inject({ batch: 'duplicate' }, { service: 'batch' });
    expect((await batch()).body.responses).toHaveLength(4);
  });

  it('can affect one of its requests', async () => {
    inject({ status: 429, retryAfter: 3 }, { template: '/domains', nth: 2 });
    const { status, body } = await batch();
    const throttled = body.responses.filter((inner: { status: number }) => inner.status === 429);
    expect([status, throttled.length]).toEqual([200, 1]);
    expect(throttled[0].headers).toMatchObject({ 'Retry-After': '3' });
  });
});

describe('the simulator itself', () => {
  const ask = (path: string, init?: RequestInit) => fetch(`${graphOf(microsoft)}${path}`, init);

  it('shows its counters', async () => {
    const shown: unknown = await (await ask('/_sim/counters')).json();
    expect(shown).toEqual(JSON.parse(JSON.stringify(microsoft.counters())));
  });

  it('accepts a fault plan, and refuses an invalid one', async () => {
    const put = (plan: unknown) => ask('/_sim/faults', { method: 'PUT', body: JSON.stringify(plan) });
    expect((await put([{ match: { template: '/domains' }, fault: { status: 503 } }])).status).toBe(200);
    expect((await get('/v1.0/domains')).status).toBe(503);
    expect((await put([{ match: { tempalte: '/domains' }, fault: {} }])).status).toBe(400);
    expect((await ask('/_sim/faults', { method: 'PUT', body: 'no json' })).status).toBe(400);
    expect((await ask('/_sim/nowhere')).status).toBe(404);
  });
});

describe('the directory', () => {
  it('is mutable: the next request sees a change', async () => {
    const [user] = microsoft.tenant(tenant.tenantId).users;
    if (user === undefined) throw new Error('nobody there');
    user.accountEnabled = false;
    expect((await get(`/v1.0/users/${user.id}?$select=accountEnabled`)).body.accountEnabled).toBe(false);
  });

  it('has no unknown tenant', () => {
    expect(() => microsoft.tenant('nobody')).toThrow('nobody');
  });
});

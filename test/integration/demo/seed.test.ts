import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoBook } from '#local/demo/book/index.ts';
import { seedDemo } from '#local/demo/seed.ts';
import { testNow } from '#test/support/simulated-microsoft.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

let customers: { customerId: string; name: string }[] = [];
let connections: { tenantId: unknown }[] = [];
let seen: Seen[] = [];
let refuseWith: number | undefined;
const pageSize = 5;

/** As much of the API as the seed uses: two lists in pages and two creations. */
const answer = ({ method, path, body }: Seen): [number, unknown] => {
  if (refuseWith !== undefined) return [refuseWith, { title: 'no' }];
  const url = new URL(path, 'http://api');
  const list = url.pathname === '/v1/customers' ? customers : connections;
  if (method === 'GET') {
    const begin = Number(url.searchParams.get('cursor') ?? 0);
    const next = begin + pageSize < list.length ? String(begin + pageSize) : null;
    return [200, { items: list.slice(begin, begin + pageSize), nextCursor: next }];
  }
  if (method === 'PUT') return [200, {}];
  if (url.pathname === '/v1/connections') {
    connections.push({ tenantId: body['tenantId'] });
    return [201, {}];
  }
  const customer = { customerId: `cus_${customers.length}`, name: String(body['name']) };
  customers.push(customer);
  return [201, customer];
};

const server = createServer((request, response) => void serve(request, response));
const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const { method = '', url: path = '', headers } = request;
  const one = {
    method,
    path,
    authorization: headers.authorization,
    body: text.startsWith('{') ? JSON.parse(text) : { text },
  };
  seen.push(one);
  const [status, body] = answer(one);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
let apiUrl = '';
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  apiUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  [customers, connections, seen, refuseWith] = [[], [], [], undefined];
});

const book = demoBook(testNow);
const seed = (onProgress?: Parameters<typeof seedDemo>[0]['onProgress']) =>
  seedDemo({ apiUrl, adminToken: 'admin', book, ...(onProgress === undefined ? {} : { onProgress }) });

describe('the seed', () => {
  it('makes twelve customers and connects their tenants, as the admin', async () => {
    await seed();
    expect(customers.map(({ name }) => name)).toEqual(book.map(({ name }) => name));
    expect(connections).toHaveLength(12);
    expect(seen.every(({ authorization }) => authorization === 'Bearer admin')).toBe(true);
  });

  it('links the own tenant by name and gives its mailboxes, and asks no mail of the others', async () => {
    await seed();
    const sent = seen
      .filter(({ method, path }) => method === 'POST' && path === '/v1/connections')
      .map(({ body }) => body);
    expect(sent.at(-1)).toMatchObject({
      ownTenant: true,
      customerIds: ['cus_11'],
      reads: ['posture', 'communications'],
      mailboxes: expect.arrayContaining(['milo.keane@northgate-it.example']),
    });
    expect(sent[0]).toMatchObject({ ownTenant: false, customerIds: [], reads: ['posture'], mailboxes: [] });
  });

  it('stores what was agreed before it connects the tenant', async () => {
    await seed();
    const calls = seen.map(({ method, path }) => `${method} ${path}`);
    const contract = calls.indexOf('PUT /v1/customers/cus_4/contract?unmatched=skip');
    const after = calls.slice(contract, contract + 3);
    expect(after).toEqual([expect.stringContaining('cus_4'), 'PUT /v1/prices', 'POST /v1/connections']);
    expect(seen[contract]?.body['text']).toContain('M365 Business Premium');
    expect(seen[contract + 1]?.body).toMatchObject({ customerId: 'cus_4', prices: [{ partNumber: 'ATP_ENTERPRISE' }] });
  });

  it('makes nothing twice', async () => {
    await seed();
    seen = [];
    const progress: boolean[] = [];
    await seed(({ isNew }) => progress.push(isNew));
    expect(seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(progress).toEqual(Array.from({ length: 12 }, () => false));
  });

  it('goes on where an earlier start broke off', async () => {
    await seed();
    connections = connections.slice(0, 7);
    await seed();
    expect(customers).toHaveLength(12);
    expect(connections).toHaveLength(12);
  });

  it('tells how far it is', async () => {
    const lines: string[] = [];
    await seed(({ done, total, name }) => lines.push(`${done}/${total} ${name}`));
    expect([lines[0], lines.length]).toEqual(['1/12 Marlowe Dental Care', 12]);
  });

  it('stops at a refusal, and says which', async () => {
    refuseWith = 503;
    await expect(seed()).rejects.toThrow('GET /v1/customers answered 503');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsPerMinute } from '#functions/api/mcp/run-tool.ts';
import { tools } from '#functions/api/mcp/tools/index.ts';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { connectMcpClient, mcpCaller, mcpDeps } from '#test/support/mcp-client.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { registration, users } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;
let post: ReturnType<typeof mcpCaller>;
const jane = caller('viewer');

beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1);
  await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme tenant', 'acme.example');
  await book.judge(1, {
    users: users(2),
    'mfa-registrations': [registration(1), registration(2, { isCapable: false })],
  });
  post = mcpCaller(mcpDeps(book, db.table));
});
afterAll(() => db.stop());

const both = { accept: 'application/json, text/event-stream' };
const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const callOf = (name: string, given: unknown = {}) => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name, arguments: given },
});
const asked = (body: unknown, headers: Record<string, string> = both) => post({ as: jane, body, headers });

describe('POST /v1/mcp', () => {
  it.each([
    ['2026-07-28', { pin: '2026-07-28' }],
    ['an older version', 'legacy'],
    ['whatever the server speaks', 'auto'],
  ] as const)('lists and calls its tools for the official client that speaks %s', async (_version, mode) => {
    const client = await connectMcpClient(mcpDeps(book, db.table), jane, mode);
    const { tools: listed } = await client.listTools();
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    for (const { title, description, annotations, outputSchema } of listed) {
      expect([title, description, outputSchema?.type]).toEqual([expect.any(String), expect.any(String), 'object']);
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    }
    const { structuredContent, content, isError } = await client.callTool({ name: 'list_customers', arguments: {} });
    expect(isError ?? false).toBe(false);
    expect(structuredContent).toMatchObject({ customers: [{ name: 'Acme', open: { medium: 1 } }], nextCursor: null });
    expect(content).toEqual([{ type: 'text', text: expect.any(String) }]);
    expect(content.map((block) => (block.type === 'text' ? JSON.parse(block.text) : block))).toEqual([
      structuredContent,
    ]);
    await client.close();
  });

  it('answers as JSON, without a session and without a cache', async () => {
    const { status, headers } = await asked(list);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/json', 'no-store']);
    expect(headers).not.toHaveProperty('mcp-session-id');
  });

  it('takes a notification with 202', async () => {
    expect(await asked({ jsonrpc: '2.0', method: 'notifications/initialized' })).toMatchObject({ status: 202 });
  });

  it('answers 401 with the address of the metadata where no token is sent', async () => {
    const { status, headers } = await post({ body: list });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(
      'Bearer resource_metadata="https://api.example/.well-known/oauth-protected-resource/v1/mcp"',
    );
  });

  it.each([
    ['a batch', [list, list], 400],
    ['no message', '', 400],
    ['what is not JSON', '{"jsonrpc":', 400],
    ['a message of another version of JSON-RPC', { ...list, jsonrpc: '1.0' }, 400],
    ['an unknown member of the message', { ...list, batch: [] }, 400],
    ['an answer', { jsonrpc: '2.0', id: 1, result: {} }, 400],
    ['an id that is an object', { ...list, id: {} }, 400],
    ['parameters that are a list', { ...list, params: [] }, 400],
    ['more than 256 KiB', { ...list, params: { padding: 'x'.repeat(256 * 1024) } }, 413],
  ])('refuses %s', async (_what, body, status) => {
    const answer = await asked(body);
    expect(answer).toMatchObject({ status, body: { code: expect.any(String), detail: expect.any(String) } });
  });

  it('refuses another media type with 415', async () => {
    expect(await asked(JSON.stringify(list), { ...both, 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  });

  it('answers an unknown method, a stream, a version that it does not speak and a wrong Accept in the protocol', async () => {
    expect((await asked({ ...list, method: 'resources/list' })).body.error).toMatchObject({ code: -32601 });
    expect(await asked({ ...list, method: 'subscriptions/listen' })).toMatchObject({
      status: 404,
      body: { id: 1, error: { code: -32601 } },
    });
    expect(await asked(list, { ...both, 'mcp-protocol-version': '1999-01-01' })).toMatchObject({
      status: 400,
      body: { error: { code: expect.any(Number) } },
    });
    expect(await asked(list, { accept: 'text/html' })).toMatchObject({ status: 406 });
  });

  it('refuses pages of other origins, and takes those of its own and of allowed ones', async () => {
    const from = async (origin: string) => (await asked(list, { ...both, origin })).status;
    expect(await from('https://evil.example')).toBe(403);
    expect(await from('null')).toBe(403);
    expect(await from('https://api.example')).toBe(200);
    expect(await from('https://app.example')).toBe(200);
    const rebound = { ...both, 'x-forwarded-proto': 'http', origin: 'http://api.example' };
    expect((await asked(list, rebound)).status).toBe(403);
  });

  it('says which arguments are wrong, in a result that an assistant can correct', async () => {
    const { status, body } = await asked(callOf('list_findings', { severity: ['bad'], tenantId: 'x', limit: 900 }));
    expect(status).toBe(200);
    expect(body.result.isError).toBe(true);
    expect(body.result).not.toHaveProperty('structuredContent');
    const { error, errors } = JSON.parse(body.result.content[0].text);
    expect(error).toBe('invalid-input');
    expect(errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/limit',
      '/severity/0',
      '/tenantId',
    ]);
  });

  it('answers a call without a tool of that name as an error of the protocol', async () => {
    expect((await asked(callOf('delete_everything'))).body.error).toMatchObject({ code: -32602 });
    expect((await asked(callOf('__proto__'))).body.error).toMatchObject({ code: -32602 });
  });

  it('lists no tool and runs none that the access token is not made for', async () => {
    const program = openMemberScope({ ...jane, scopes: ['customers.read'] });
    expect((await post({ as: program, body: list, headers: both })).body.result.tools).toEqual([]);
    expect((await post({ as: program, body: callOf('list_customers'), headers: both })).body.error).toMatchObject({
      code: -32602,
    });
  });

  it('shows nothing of another MSP', async () => {
    const other = caller('admin', { msp: 2 });
    const [{ body: own }, { body: foreign }] = await Promise.all([
      post({ as: jane, body: callOf('list_findings'), headers: both }),
      post({ as: other, body: callOf('list_findings'), headers: both }),
    ]);
    const [first] = own.result.structuredContent.findings;
    expect(foreign.result.structuredContent.findings).toEqual([]);
    const asks = async (name: string, given: object) =>
      JSON.parse((await post({ as: other, body: callOf(name, given), headers: both })).body.result.content[0].text);
    expect(await asks('get_finding', { findingKey: first.findingKey })).toMatchObject({ error: 'not-found' });
    expect(await asks('list_findings', { customer: 'Acme' })).toEqual({
      error: 'unknown-customer',
      message: expect.any(String),
      candidates: [],
      candidatesTotal: 0,
    });
  });

  it('answers 429 with the time to wait above the limit of calls', async () => {
    const limits = rateLimits(db.table);
    const limited = mcpCaller(
      mcpDeps(book, db.table, { consumeRateLimit: (of) => limits.take(of, 'tools', callsPerMinute) }),
    );
    const jack = caller('viewer', { member: 2 });
    const call = () => limited({ as: jack, body: callOf('no_such_tool'), headers: both });
    const counted = await limited({ as: jack, body: callOf('list_customers'), headers: both });
    expect(counted.headers).toMatchObject({
      'ratelimit-policy': `"tools";q=${callsPerMinute};w=60`,
      ratelimit: expect.stringContaining(`r=${callsPerMinute - 1};`),
    });
    for (let at = 1; at < callsPerMinute; at += 1) await limits.take(jack, 'tools', callsPerMinute);
    const uncounted = await call();
    expect(uncounted.status).toBe(200);
    expect(uncounted.headers).not.toHaveProperty('ratelimit');
    const answer = await limited({ as: jack, body: callOf('list_customers'), headers: both });
    expect(answer).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.headers).toMatchObject({ ratelimit: expect.stringContaining('r=0;') });
  });

  it('reads nothing and answers 503 where the audit row cannot be written', async () => {
    const customers = { ...book.deps.customers, list: () => Promise.reject(new Error('nothing may be read')) };
    const unavailable = async (): Promise<never> => {
      throw new AppError('AuditUnavailable', 'the audit row could not be written within 5 s');
    };
    const broken = mcpCaller(mcpDeps(book, db.table, { customers, audit: { append: unavailable } }));
    const as = caller('viewer', { member: 3 });
    expect(await broken({ as, body: callOf('list_customers'), headers: both })).toMatchObject({
      status: 503,
      body: { code: 'audit-unavailable' },
    });
  });
});

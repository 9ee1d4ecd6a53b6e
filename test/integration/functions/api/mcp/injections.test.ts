import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { injection } from '#test/fuzz/injected-strings.ts';
import { messageCopy } from '#test/support/communication-copies.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { judgedBook } from '#test/support/judged-book.ts';
import { mcpCaller, mcpDeps } from '#test/support/mcp-client.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { registration, user } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

const trustedPart = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(trustedPart);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (name === 'untrusted' ? [] : [[name, trustedPart(inner)]])),
  );
};

const count = 500;

it('keeps 500 injections in subjects, names and addresses within untrusted fields', async () => {
  const book = judgedBook(db.table, 1, findings);
  await book.customer('Acme', 'acme.example');
  await book.connect(1, injection(1), 'acme.example');
  const numbers = Array.from({ length: 10 }, (_, at) => at + 1);
  await book.judge(1, {
    users: numbers.map((number) => user(number, { displayName: injection(number + 1) })),
    'mfa-registrations': numbers.map((number) => registration(number, { isCapable: false })),
  });
  const party = (number: number) => ({ address: injection(number), name: injection(number) });
  const post = mcpCaller(
    mcpDeps(book, db.table, {
      messages: {
        async *ofCustomer(_scope, customerId) {
          for (let at = 0; at < count; at += 1) {
            const [subject, preview] = [injection(at), injection(at)];
            const copy = messageCopy({ subject, preview, from: party(at), to: [party(at)], cc: [party(at)] });
            yield { customerId, itemId: `message-${String(at).padStart(3, '0')}`, copies: [copy] };
          }
        },
      },
    }),
  );
  const inside = new Set<string>();
  const ask = async (name: string, given: object) => {
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } };
    const headers = { accept: 'application/json, text/event-stream' };
    const { structuredContent } = (await post({ as: caller('admin'), body, headers })).body.result;
    expect(JSON.stringify(trustedPart(structuredContent))).not.toMatch(/zqx\d+xqz/i);
    for (const [mark] of JSON.stringify(structuredContent).matchAll(/zqx\d+xqz/gi)) inside.add(mark.toLowerCase());
    return structuredContent;
  };
  const listed = await ask('list_findings', { limit: 50 });
  for (const { findingKey } of listed.findings) await ask('get_finding', { findingKey });
  for (const name of ['list_customers', 'list_problems', 'list_license_costs', 'list_missing_permissions']) {
    await ask(name, {});
  }
  for (const name of ['get_customer', 'list_people_without_mfa', 'get_licenses', 'list_changes']) {
    await ask(name, { customer: 'Acme' });
  }
  let cursor: string | null = null;
  do {
    const page = await ask('list_messages', { customer: 'Acme', limit: 50, ...(cursor === null ? {} : { cursor }) });
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(inside.size).toBe(count);
});

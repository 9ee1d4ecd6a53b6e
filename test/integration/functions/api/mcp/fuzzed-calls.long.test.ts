import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tools } from '#functions/api/mcp/tools/index.ts';
import { type Random, random } from '#local/microsoft/random.ts';
import { findings } from '#shared/findings/index.ts';
import { injection } from '#test/fuzz/injected-strings.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { judgedBook } from '#test/support/judged-book.ts';
import { mcpCaller, mcpDeps } from '#test/support/mcp-client.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { registration, users } from '#test/support/posture-facts.ts';

/** Some fifty for each tool, in less than a minute. */
const calls = 600;

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

const odd: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [[]],
  'x'.repeat(5000),
  '\ud800',
  '\u0000',
  '../../etc/passwd',
  'msp_00000000000000000000000002',
  { toString: 'x' },
];

/** Arguments of which most are near to what the tool takes, and some are not. */
const argumentsFor = (draw: Random, names: readonly string[], given: Readonly<Record<string, readonly unknown[]>>) => {
  const wanted =
    draw.between(0, 9) === 0 ? [...names, draw.pick(['tenantId', 'mspId', '__proto__', 'constructor'])] : names;
  return Object.fromEntries(
    wanted
      .filter((name) => name === 'customer' || name.startsWith('finding') || draw.between(0, 2) > 0)
      .map((name) => {
        const fitting = Object.hasOwn(given, name) ? (given[name] ?? []) : [];
        if (fitting.length > 0 && draw.between(0, 4) > 0) return [name, draw.pick(fitting)];
        return [name, draw.between(0, 3) === 0 ? injection(draw.between(0, 600)) : draw.pick(odd)];
      }),
  );
};

it('never fails on our side and never answers outside the schema of the tool, whatever the arguments', async () => {
  const book = judgedBook(db.table, 1, findings);
  await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme tenant', 'acme.example');
  await book.judge(1, { users: users(3), 'mfa-registrations': [registration(1, { isCapable: false })] });
  const post = mcpCaller(mcpDeps(book, db.table));
  const ask = (name: string, given: unknown) =>
    post({
      as: caller('admin'),
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } },
      headers: { accept: 'application/json, text/event-stream' },
    });
  const listed = (await ask('list_findings', {})).body.result.structuredContent.findings;
  const given = {
    customer: ['Acme', 'acme', 'Zebra'],
    findingKey: listed.map(({ findingKey }: { findingKey: string }) => findingKey),
    findingId: findings.map(({ id }) => id),
    limit: [1, 5, 50],
    days: [1, 7],
    severity: [['critical'], ['high', 'low']],
    state: [['open'], ['resolved']],
    area: [['mfa']],
    isNew: [true, false],
    search: ['acme'],
  };
  const validator = new AjvJsonSchemaValidator();
  const validators = new Map(tools.map(({ name, listing }) => [name, validator.getValidator(listing.outputSchema)]));
  const draw = random(20261130);
  const failures: string[] = [];
  let answered = 0;
  let refused = 0;
  for (let at = 0; at < calls; at += 1) {
    const { name, input } = draw.pick(tools);
    const values = argumentsFor(draw, Object.keys(input.shape), given);
    const { status, body } = await ask(name, values);
    const shown = `${name} ${JSON.stringify(values).slice(0, 200)}`;
    if (status >= 500) failures.push(`${status} ${shown}`);
    if (status !== 200) continue;
    if (body.result.isError === true) {
      refused += 1;
      if (typeof JSON.parse(body.result.content[0].text).error !== 'string') failures.push(`no code ${shown}`);
      continue;
    }
    answered += 1;
    const checked = validators.get(name)?.(body.result.structuredContent);
    if (checked?.valid !== true) failures.push(`${checked?.errorMessage} ${shown}`);
  }
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(calls / 10);
  expect(refused).toBeGreaterThan(calls / 10);
});

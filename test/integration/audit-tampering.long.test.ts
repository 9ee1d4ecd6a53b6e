import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AuditRow, auditRowHash, genesisHash } from '#shared/store/audit-row.ts';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';
import { allStackItems } from '#test/support/stack-items.ts';

type Item = Readonly<Record<string, unknown>>;
let testStack: TestStack;
let client: DynamoDBDocumentClient;
let sound: readonly Item[];

beforeAll(async () => {
  testStack = await startTestStack();
  client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...{ endpoint: testStack.stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? '', region: 'eu-west-1' },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    const made = await testStack.call('POST', '/v1/customers', {
      token: testStack.tokens.admin,
      body: { name, domains: [{ domain: `${name.toLowerCase()}.example` }] },
    });
    if (made.status !== 201) throw new Error(`no customer was made: ${made.text}`);
  }
  sound = (await allStackItems(testStack.stack)).filter(isOfLog);
}, 120_000);
afterAll(async () => {
  client?.destroy();
  await testStack?.stack.stop();
});
/** Whatever was done to the log is undone. */
beforeEach(async () => {
  for (const item of (await allStackItems(testStack.stack)).filter(isOfLog)) await drop(item);
  for (const item of sound) await put(item);
});

const keyOf = ({ pk, sk }: Item) => ({ pk, sk });
const isOfLog = ({ pk }: Item): boolean => /^AUDIT(HEAD)?#/.test(String(pk));
const put = (Item: Item) => client.send(new PutCommand({ TableName: 'vectis-local', Item }));
const drop = (item: Item) => client.send(new DeleteCommand({ TableName: 'vectis-local', Key: keyOf(item) }));
const rowsOf = () => sound.filter(({ sk }) => String(sk).startsWith('ROW#')).toSorted((a, b) => seqOf(a) - seqOf(b));
const rowAt = (seq: number): Item => rowsOf()[seq - 1] ?? {};
const headOf = (): Item => sound.find(({ sk }) => sk === 'HEAD') ?? {};
const seqOf = (item: Item): number => z.number().parse(item['seq']);
const verification = async () =>
  (await testStack.call('GET', '/v1/audit/verification', { token: testStack.tokens.admin })).body;
const anchor = () => testStack.stack.invoke('vectis-local-anchor-audit', {});

describe('the audit log of a running stack', () => {
  it('is whole, and held by no anchor before the first hour', async () => {
    expect(await verification()).toMatchObject({
      intact: true,
      rows: sound.length - 1,
      brokenAt: null,
      anchoredUpTo: null,
      anchorsRefused: 0,
    });
  });

  it('names a row that was changed', async () => {
    await put({ ...rowAt(4), outcome: 'failed' });
    expect(await verification()).toMatchObject({ intact: false, brokenAt: 4, reason: 'changed' });
  });

  it('names a row that was removed', async () => {
    await drop(rowAt(3));
    expect(await verification()).toMatchObject({ intact: false, brokenAt: 3, reason: 'missing' });
  });

  it('names the first of two rows that changed places', async () => {
    await put({ ...rowAt(5), ...keyOf(rowAt(4)), place: rowAt(4)['place'] });
    await put({ ...rowAt(4), ...keyOf(rowAt(5)), place: rowAt(5)['place'] });
    expect(await verification()).toMatchObject({ intact: false, brokenAt: 4, reason: 'missing' });
  });

  it('names the first row that is missing at the end', async () => {
    await drop(rowAt(rowsOf().length));
    expect(await verification()).toMatchObject({ intact: false, brokenAt: rowsOf().length, reason: 'cut-off' });
  });

  it('is anchored by the schedule of the stack, outside the table', async () => {
    expect(testStack.stack.schedules.map(({ name, expression }) => `${name} ${expression}`)).toContain(
      'vectis-local-anchor-audit rate(1 hour)',
    );
    expect(await anchor()).toEqual({ msps: 1, anchored: 1 });
    expect(testStack.stack.logEvents).toHaveLength(1);
    expect(await verification()).toMatchObject({ intact: true, anchoredUpTo: rowsOf().length });
  });

  it('names the first row of a cut off the end, though the head was written anew', async () => {
    const last = rowAt(rowsOf().length - 2);
    await drop(rowAt(rowsOf().length));
    await drop(rowAt(rowsOf().length - 1));
    await put({ ...headOf(), seq: last['seq'], hash: last['hash'] });
    expect(await verification()).toMatchObject({
      intact: false,
      brokenAt: rowsOf().length - 1,
      reason: 'cut-off',
      anchoredUpTo: null,
    });
  });

  it('names the anchored row that a log contradicts which was written anew as a whole', async () => {
    let prevHash = genesisHash;
    for (const item of rowsOf()) {
      const row = AuditRow.parse({ ...item, outcome: 'failed', prevHash });
      prevHash = auditRowHash(row);
      await put({ ...item, outcome: 'failed', prevHash: row.prevHash, hash: prevHash });
    }
    await put({ ...headOf(), hash: prevHash });
    expect(await verification()).toMatchObject({
      intact: false,
      brokenAt: rowsOf().length,
      reason: 'not-as-anchored',
    });
  });
});

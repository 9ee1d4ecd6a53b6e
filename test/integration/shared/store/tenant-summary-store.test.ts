import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { findings } from '#shared/findings/index.ts';
import { type StoredSummary, shapeVersion, tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import { writeTransaction } from '#shared/store/transaction-writes.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemBytes } from '#test/support/dynamodb-cost.ts';
import { judgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { mspNumber, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
let judged: StoredSummary;
beforeAll(async () => {
  db = await startDynamoDb();
  const book = judgedBook(db.table, 1, findings);
  await book.connect(1, 'Acme', 'acme.example');
  await book.judge(1, { 'conditional-access': [] });
  const summary = await book.ports.summaries.ofTenant(book.scope, tenantNumber(1));
  if (summary === undefined) throw new Error('the tenant has no summary');
  judged = summary;
});
afterAll(() => db.stop());

const scopeOf = (msp: number) => openTenantScope(mspNumber(msp).mspId, tenantNumber(1));
const store = (item: object) => db.table.client.send(new PutCommand({ TableName: db.table.name, Item: { ...item } }));
const keysOf = (msp: number) => ({
  pk: `MSP#${mspNumber(msp).mspId}`,
  sk: `TENANT-SUMMARY#${tenantNumber(1)}`,
  __edb_e__: 'tenant-summary',
  __edb_v__: '1',
});
const put = (msp: number, summary: StoredSummary) =>
  writeTransaction(db.table, [tenantSummaries(db.table).put(scopeOf(msp), summary)]);

describe('tenantSummaries', () => {
  it('returns a summary as it was put, alone and among those of its MSP', async () => {
    await put(2, judged);
    const back = { ...judged, mspId: mspNumber(2).mspId };
    expect(await tenantSummaries(db.table).ofTenant(mspNumber(2), tenantNumber(1))).toEqual(back);
    expect(await tenantSummaries(db.table).ofMsp(mspNumber(2))).toEqual([back]);
  });

  it('packs a summary into a fifth of the size of its fields', async () => {
    const [item = {}] = (await itemsOfMsp(db.table, judged.mspId)).filter(({ sk }) => sk === keysOf(1).sk);
    expect(Object.keys(item).toSorted()).toEqual(
      [...Object.keys(keysOf(1)), 'mspId', 'packed', 'revision', 'shapeVersion', 'tenantId'].toSorted(),
    );
    expect(itemBytes(item)).toBeLessThan(itemBytes({ ...judged, ...keysOf(1) }) / 5);
  });

  it('reads and overwrites summaries of earlier versions, which have one attribute per field', async () => {
    const before = { ...judged, mspId: mspNumber(3).mspId, revision: 7 };
    await store({ ...keysOf(3), ...before, shapeVersion: 3 });
    const summaries = tenantSummaries(db.table);
    expect(await summaries.ofTenant(mspNumber(3), tenantNumber(1))).toEqual(before);
    await put(3, { ...before, tenantName: 'Another', revision: 8 });
    expect(await summaries.ofMsp(mspNumber(3))).toEqual([{ ...before, tenantName: 'Another', revision: 8 }]);
    const [item = {}] = await itemsOfMsp(db.table, mspNumber(3).mspId);
    expect(item).toMatchObject({ shapeVersion });
    expect(item).not.toHaveProperty('byDomain');
  });

  it('refuses to overwrite another summary than the one it was derived from', async () => {
    await put(4, { ...judged, revision: 1 });
    await expect(put(4, { ...judged, revision: 1 })).rejects.toMatchObject({ code: 'RecordChanged' });
    await expect(put(4, { ...judged, revision: 3 })).rejects.toMatchObject({ code: 'RecordChanged' });
    await put(4, { ...judged, revision: 2 });
  });

  it('throws when a summary does not fit its schema, packed or not', async () => {
    const summaries = tenantSummaries(db.table);
    const read = () => summaries.ofTenant(mspNumber(5), tenantNumber(1));
    const known = { mspId: mspNumber(5).mspId, tenantId: tenantNumber(1), revision: 1 };
    for (const wrong of [{ packed: Buffer.from('no packed text') }, { packed: 'text' }, { tenantName: 'Half' }]) {
      await store({ ...keysOf(5), ...known, ...wrong });
      await expect(read()).rejects.toThrow();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomerId } from '#shared/kernel/ids.ts';
import { contracts } from '#shared/store/contract-store.ts';
import type { Table } from '#shared/store/table.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { mspNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

const scope = mspNumber(1);
let customersMade = 0;
const newCustomer = () => {
  customersMade += 1;
  return CustomerId.parse(`cus_${String(customersMade).padStart(26, '0')}`);
};
const skus = (count: number, seats: number) =>
  Array.from({ length: count }, (_, at) => {
    const partNumber = `SKU_${String(at).padStart(4, '0')}`;
    return {
      skuId: `id-${at}`,
      partNumber,
      name: partNumber,
      seats,
      periods: [{ beginsOn: null, endsOn: null, seats }],
    };
  });
const rowsKept = async (customerId: string) =>
  (await itemsOfMsp(db.table, customerId)).filter(({ sk }) => String(sk).startsWith('CONTRACT-ROW#')).length;

/** The table, whose n-th command from now on fails, or succeeds but loses its response. */
const failing = (table: Table, at: number, how: 'refused' | 'answer lost'): Table => {
  let sent = 0;
  const send = async (command: never): Promise<unknown> => {
    sent += 1;
    if (sent !== at) return table.client.send(command);
    if (how === 'answer lost') await table.client.send(command);
    throw new Error('the connection broke');
  };
  return { ...table, client: Object.assign(Object.create(table.client), { send }) };
};

describe('contracts', () => {
  it('returns undefined before the first version, then all rows of the latest version', async () => {
    const [store, customerId] = [contracts(db.table), newCustomer()];
    expect(await store.inForce(scope, customerId)).toBeUndefined();
    const first = await store.replace(scope, customerId, undefined, { source: 'csv', skus: skus(60, 1) });
    expect(first.pointer).toMatchObject({ revision: 1, rows: 60, source: 'csv' });
    await store.replace(scope, customerId, first.pointer, { source: 'json', skus: skus(3, 2) });
    const inForce = await store.inForce(scope, customerId);
    expect(inForce).toMatchObject({ pointer: { revision: 2, rows: 3 }, skus: skus(3, 2) });
    expect(await rowsKept(customerId)).toBe(3);
    expect(await store.inForce(mspNumber(2), customerId)).toBeUndefined();
  });

  it('accepts a contract that bills nothing', async () => {
    const [store, customerId] = [contracts(db.table), newCustomer()];
    await store.replace(scope, customerId, undefined, { source: 'json', skus: [] });
    expect(await store.inForce(scope, customerId)).toMatchObject({ skus: [] });
  });

  it('keeps one of several versions that are stored at once and nothing of the others', async () => {
    const [store, customerId] = [contracts(db.table), newCustomer()];
    const replace = (seats: number) =>
      store.replace(scope, customerId, undefined, { source: 'csv', skus: skus(30, seats) });
    const outcomes = await Promise.allSettled([1, 2, 3].map(replace));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'RecordChanged' });
    }
    const { skus: kept = [] } = (await store.inForce(scope, customerId)) ?? {};
    expect(new Set(kept.map(({ seats }) => seats)).size).toBe(1);
    expect(kept).toHaveLength(30);
    expect(await rowsKept(customerId)).toBe(30);
  });

  it('returns the old or the new version, never a mixture, wherever storing is interrupted', async () => {
    const outcomes = new Set<number>();
    for (const how of ['refused', 'answer lost'] as const) {
      for (let at = 1; at <= 7; at += 1) {
        const [store, customerId] = [contracts(db.table), newCustomer()];
        const { pointer } = await store.replace(scope, customerId, undefined, { source: 'csv', skus: skus(2, 1) });
        const broken = contracts(failing(db.table, at, how));
        await broken.replace(scope, customerId, pointer, { source: 'csv', skus: skus(26, 2) }).catch(() => undefined);
        const inForce = await store.inForce(scope, customerId);
        expect([skus(2, 1), skus(26, 2)], `${how} at ${at}`).toContainEqual(inForce?.skus);
        outcomes.add(inForce?.skus.length ?? 0);
        // Rows that were left behind are deleted with the next version, once no request can still be writing them.
        db.table.clock.advanceSeconds(16 * 60);
        await store.replace(scope, customerId, inForce?.pointer, { source: 'csv', skus: skus(1, 3) });
        expect(await rowsKept(customerId)).toBe(1);
      }
    }
    expect([...outcomes].toSorted((one, other) => one - other)).toEqual([2, 26]);
  });

  it('deletes all versions', async () => {
    const [store, customerId] = [contracts(db.table), newCustomer()];
    await store.replace(scope, customerId, undefined, { source: 'csv', skus: skus(5, 1) });
    await store.deleteAll(scope, customerId);
    expect(await store.inForce(scope, customerId)).toBeUndefined();
    expect(await itemsOfMsp(db.table, customerId)).toEqual([]);
  });
});

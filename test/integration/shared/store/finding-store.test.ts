import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTenantScope } from '#shared/access/open-scope.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { writeTransaction } from '#shared/store/transaction-writes.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { findingRow } from '#test/support/finding-rows.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { mspNumber, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

/** Every tenant has a control with this id, which Microsoft gives it. */
const control = { kind: 'control', id: 'AdminMFAV2', name: 'Require MFA for administrators' } as const;

const putInTenants = async (msp: number, tenants: readonly number[], overrides: Partial<FindingRow>): Promise<void> => {
  const { mspId } = mspNumber(msp);
  const writes = tenants.map((tenant) => {
    const tenantId = tenantNumber(tenant);
    const row = { ...overrides, subject: control, tenantId, revision: 1 };
    return findingRows(db.table).put(openTenantScope(mspId, tenantId), findingRow(row));
  });
  await writeTransaction(db.table, writes);
};

/** DynamoDB does not define the order of items with equal keys in an index. */
describe('the keys of findings in the index', () => {
  it.each([
    ['open', {}],
    ['muted until one instant', { state: 'muted', until: '2026-11-22T11:00:00.000Z' }],
  ] as const)('differ for one control of several tenants that is %s', async (state, overrides) => {
    const msp = state === 'open' ? 1 : 2;
    await putInTenants(msp, [3, 1, 2], overrides);
    const keys = (await itemsOfMsp(db.table, mspNumber(msp).mspId)).map(
      (item) => `${item['gsi1pk']} ${item['gsi1sk']}`,
    );
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(3);
  });

  it('list every finding whose mute has ended, and none whose mute has not', async () => {
    await putInTenants(3, [1, 2], { state: 'muted', until: '2026-11-22T12:00:00.000Z' });
    await putInTenants(3, [3], { state: 'muted', until: '2026-11-22T12:00:00.001Z' });
    const reopened = await findingRows(db.table).reopenedByExpiry(mspNumber(3));
    expect(reopened.map(({ tenantId }) => tenantId).toSorted()).toEqual([tenantNumber(1), tenantNumber(2)]);
  });
});

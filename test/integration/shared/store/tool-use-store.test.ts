import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolUses } from '#shared/store/tool-use-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

describe('toolUses', () => {
  it('remembers a use for its member, tool and day alone', async () => {
    const uses = toolUses(db.table);
    const jane = caller('viewer', { member: 1 });
    const day = '2026-11-22';
    expect(await uses.isRecorded(jane, 'list_customers', day)).toBe(false);
    await uses.record(jane, 'list_customers', day);
    expect(await uses.isRecorded(jane, 'list_customers', day)).toBe(true);
    expect(await uses.isRecorded(jane, 'list_customers', '2026-11-23')).toBe(false);
    expect(await uses.isRecorded(jane, 'list_findings', day)).toBe(false);
    expect(await uses.isRecorded(caller('viewer', { member: 2 }), 'list_customers', day)).toBe(false);
    expect(await uses.isRecorded(caller('viewer', { member: 1, msp: 2 }), 'list_customers', day)).toBe(false);
  });
});

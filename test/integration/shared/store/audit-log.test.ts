import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMspScope } from '#shared/access/open-scope.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { type AuditEntry, auditRowHash, genesisHash } from '#shared/store/audit-row.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';

const member = MemberId.parse('mem_00000000000000000000000001');
const other = MemberId.parse('mem_00000000000000000000000002');
const entry = (changed: Partial<AuditEntry> = {}): AuditEntry => ({
  action: 'member.invited',
  memberId: member,
  target: 'mem_x',
  outcome: 'done',
  requestId: 'r',
  ...changed,
});

describe('the audit log', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());
  const newScope = () => openMspScope(MspId.parse(dynamoDb.table.newId('msp')));

  it('numbers rows from 1 and chains each to its predecessor', async () => {
    const scope = newScope();
    const log = auditLog(dynamoDb.table);
    const first = await log.append(scope, entry());
    const second = await log.append(scope, entry({ outcome: 'denied' }));
    expect(first).toMatchObject({ seq: 1, prevHash: genesisHash, hash: auditRowHash(first) });
    expect(second).toMatchObject({ seq: 2, prevHash: first.hash });
    expect(await log.headOf(scope)).toMatchObject({ seq: 2, hash: second.hash });
    expect(await log.newest(scope, { limit: 10 })).toEqual([second, first]);
  });

  it('numbers 50 concurrent rows without gaps or duplicates', async () => {
    const scope = newScope();
    const log = auditLog(dynamoDb.table);
    const rows = await Promise.all(
      Array.from({ length: 50 }, (_, at) => log.append(scope, entry({ requestId: `r${at}` }))),
    );
    const inOrder = rows.toSorted((a, b) => a.seq - b.seq);
    expect(inOrder.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    expect(inOrder.every((row, at) => row.prevHash === (inOrder[at - 1]?.hash ?? genesisHash))).toBe(true);
    expect(await log.verify(scope, [])).toMatchObject({ rows: 50, brokenAt: null, reason: null });
  });

  it('pages newest first and can filter by one member', async () => {
    const scope = newScope();
    const log = auditLog(dynamoDb.table);
    for (let at = 1; at <= 12; at += 1) await log.append(scope, entry({ memberId: at % 3 === 0 ? other : member }));
    const seqs = async (page: Parameters<typeof log.newest>[1]) =>
      (await log.newest(scope, page)).map(({ seq }) => seq);
    expect(await seqs({ limit: 4 })).toEqual([12, 11, 10, 9]);
    expect(await seqs({ limit: 3, beforeSeq: 9 })).toEqual([8, 7, 6]);
    expect(await seqs({ limit: 10, memberId: other })).toEqual([12, 9, 6, 3]);
    expect(await seqs({ limit: 10, memberId: other, beforeSeq: 9 })).toEqual([6, 3]);
  });

  it('separates the chains of two MSPs', async () => {
    const [a, b] = [newScope(), newScope()];
    const log = auditLog(dynamoDb.table);
    await log.append(a, entry());
    expect(await log.append(b, entry())).toMatchObject({ seq: 1 });
    expect(await log.newest(a, { limit: 10 })).toHaveLength(1);
  });

  it('throws AuditUnavailable when the table does not answer, and refuses an invalid entry', async () => {
    const log = auditLog({ ...dynamoDb.table, name: 'no-such-table' });
    await expect(log.append(newScope(), entry())).rejects.toMatchObject({ code: 'AuditUnavailable' });
    await expect(log.append(newScope(), entry({ outcome: 'Not An Outcome' }))).rejects.not.toHaveProperty('code');
  });
});

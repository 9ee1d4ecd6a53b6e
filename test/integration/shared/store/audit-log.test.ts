import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openMspScope } from '#shared/access/open-scope.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { auditService } from '#shared/store/audit-entity.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { type AuditEntry, AuditRow, auditRowHash, genesisHash } from '#shared/store/audit-row.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { recordWrites } from '#test/support/recorded-writes.ts';

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
  const waitingItems = async ({ mspId }: MspScope) =>
    (await auditService(dynamoDb.table).entities.waiting.query.record({ mspId }).go()).data;
  const newScope = () => openMspScope(MspId.parse(dynamoDb.table.newId('msp')));

  it('numbers rows from 1 and chains each to its predecessor', async () => {
    const scope = newScope();
    const log = auditLog(dynamoDb.table);
    await log.append(scope, entry());
    await log.append(scope, entry({ outcome: 'denied' }));
    const [second, first] = z.tuple([AuditRow, AuditRow]).parse(await log.newest(scope, { limit: 10 }));
    expect(first).toMatchObject({ seq: 1, outcome: 'done', prevHash: genesisHash, hash: auditRowHash(first) });
    expect(second).toMatchObject({ seq: 2, outcome: 'denied', prevHash: first.hash });
    expect(await log.headOf(scope)).toMatchObject({ seq: 2, hash: second.hash });
  });

  it('numbers 50 concurrent rows without gaps or duplicates', async () => {
    const scope = newScope();
    const log = auditLog(dynamoDb.table);
    await Promise.all(Array.from({ length: 50 }, (_, at) => log.append(scope, entry({ requestId: `r${at}` }))));
    const inOrder = (await log.newest(scope, { limit: 100 })).toReversed();
    expect(inOrder.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    expect(inOrder.every((row, at) => row.prevHash === (inOrder[at - 1]?.hash ?? genesisHash))).toBe(true);
    expect(await log.verify(scope, [])).toMatchObject({ rows: 50, brokenAt: null, reason: null });
  });

  it('numbers the rows of 40 concurrent writers of their own, each once, in few transactions', async () => {
    const scope = newScope();
    const { table, take } = recordWrites(dynamoDb.table);
    const writers = Array.from({ length: 40 }, () => auditLog(table));
    const requestIds = writers.map((_, at) => `r${at}`);
    await Promise.all(writers.map((log, at) => log.append(scope, entry({ requestId: requestIds[at] ?? '' }))));
    const [log] = writers;
    const rows = (await log?.newest(scope, { limit: 100 })) ?? [];
    expect(rows.map(({ requestId }) => requestId).toSorted()).toEqual(requestIds.toSorted());
    expect(await log?.verify(scope, [])).toMatchObject({ rows: 40, brokenAt: null });
    expect(await waitingItems(scope)).toEqual([]);
    // One attempt of each writer, and the turns in which one writer appends for many.
    expect(take().filter(({ sk }) => sk === 'HEAD').length).toBeLessThan(100);
  });

  it('appends what waits although its writer has ended, when somebody asks, and not twice', async () => {
    const scope = newScope();
    const log = auditLog(dynamoDb.table);
    const waiting = Array.from({ length: 70 }, (_, at) => entry({ requestId: `r${String(at).padStart(2, '0')}` }));
    for (const [at, each] of waiting.entries())
      await auditService(dynamoDb.table)
        .entities.waiting.create({ ...each, mspId: scope.mspId, waitingId: `row_${String(at).padStart(2, '0')}` })
        .go();
    await Promise.all([log.appendWaiting(scope), auditLog(dynamoDb.table).appendWaiting(scope)]);
    const rows = (await log.newest(scope, { limit: 200 })).toReversed();
    expect(rows.map(({ requestId }) => requestId)).toEqual(waiting.map(({ requestId }) => requestId));
    expect(await log.verify(scope, [])).toMatchObject({ rows: 70, brokenAt: null });
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

  it('pages oldest first and can filter by one member', async () => {
    const scope = newScope();
    const log = auditLog(dynamoDb.table);
    for (let at = 1; at <= 9; at += 1) await log.append(scope, entry({ memberId: at % 3 === 0 ? other : member }));
    const seqs = async (page: Parameters<typeof log.oldest>[1]) =>
      (await log.oldest(scope, page)).map(({ seq }) => seq);
    expect(await seqs({ limit: 4 })).toEqual([1, 2, 3, 4]);
    expect(await seqs({ limit: 3, afterSeq: 4 })).toEqual([5, 6, 7]);
    expect(await seqs({ limit: 10, memberId: other })).toEqual([3, 6, 9]);
    expect(await seqs({ limit: 10, memberId: other, afterSeq: 3 })).toEqual([6, 9]);
  });

  it('separates the chains of two MSPs', async () => {
    const [a, b] = [newScope(), newScope()];
    const log = auditLog(dynamoDb.table);
    await log.append(a, entry());
    await log.append(b, entry());
    expect(await log.newest(a, { limit: 10 })).toMatchObject([{ seq: 1 }]);
    expect(await log.newest(b, { limit: 10 })).toMatchObject([{ seq: 1 }]);
  });

  it('throws AuditUnavailable when the table does not answer, and refuses an invalid entry', async () => {
    const log = auditLog({ ...dynamoDb.table, name: 'no-such-table' });
    await expect(log.append(newScope(), entry())).rejects.toMatchObject({ code: 'AuditUnavailable' });
    await expect(log.append(newScope(), entry({ outcome: 'Not An Outcome' }))).rejects.not.toHaveProperty('code');
  });
});

import { AppError } from '#shared/kernel/errors.ts';
import { type AuditHead, type AuditService, toSeqKey } from './audit-entity.ts';
import { effectOnPair, pairKeyOf } from './audit-pair.ts';
import { type AuditRow, nextAuditRow, type StoredEntry } from './audit-row.ts';

export type AuditEntities = Parameters<Parameters<AuditService['transaction']['write']>[0]>[0];

/** The rows that follow a head. */
export const rowsAfter = (head: AuditHead, entries: readonly StoredEntry[], at: string): readonly AuditRow[] => {
  const added: AuditRow[] = [];
  let { seq, hash } = head;
  for (const entry of entries) {
    seq += 1;
    const row = nextAuditRow(entry, { mspId: head.mspId, seq, at, prevHash: hash });
    hash = row.hash;
    added.push(row);
  }
  return added;
};

/** Moves the head, provided that nobody else has moved it. */
export const headWrite = (entities: AuditEntities, before: AuditHead, { mspId, seq, hash }: AuditHead) =>
  entities.head
    .put({ mspId, seq, hash })
    .where((head, { eq, notExists }) => (before.seq === 0 ? notExists(head.seq) : eq(head.seq, before.seq)))
    .commit();

export const rowWrite = (entities: AuditEntities, row: AuditRow) =>
  entities.row.create({ ...row, seqKey: toSeqKey(row.seq) }).commit();

/** The writes of consecutive rows: head, rows, and the pairs that they open or complete. At most two a row, and one. */
export const chainWrites = (entities: AuditEntities, before: AuditHead, added: readonly AuditRow[]) => [
  headWrite(entities, before, added.at(-1) ?? before),
  ...added.map((row) => rowWrite(entities, row)),
  ...lastOfEachPair(added).flatMap((row) => pairWrites(entities, row)),
];

/** A transaction may write an item once, so the last row of a pair decides. */
const lastOfEachPair = (rows: readonly AuditRow[]): readonly AuditRow[] => [
  ...new Map(rows.map((row) => [pairKeyOf(row), row])).values(),
];

const pairWrites = (entities: AuditEntities, row: AuditRow) => {
  const { mspId } = row;
  const pairKey = pairKeyOf(row);
  const effect = effectOnPair(row);
  if (effect === 'opens') return [entities.open.put({ ...entryOf(row), mspId, pairKey, at: row.at }).commit()];
  return effect === 'completes' ? [entities.open.delete({ mspId, pairKey }).commit()] : [];
};

/** What was done, without its outcome. */
export const entryOf = (entry: Omit<StoredEntry, 'outcome'>) => {
  const { action, memberId, target, customerId, mailboxId, reason, requestId } = entry;
  return { action, memberId, target, customerId, mailboxId, reason, requestId };
};

export const headMoved = (): AppError =>
  new AppError('RecordChanged', 'another writer has moved the head of the audit log');

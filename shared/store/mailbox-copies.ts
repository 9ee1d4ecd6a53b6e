import { Entity } from 'electrodb';
import { z } from 'zod';
import { ConnectionId, CustomerId, MailboxId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk, unexpired } from './electrodb.ts';
import type { Table } from './table.ts';
import { deleteWrite, putWrite, type TransactionWrite, writeFenced, writeTransaction } from './transaction-writes.ts';

/**
 * Messages and events are stored as copies: one item for each mailbox that contains the message and each customer that
 * it concerns. A row is combined from its copies on reading, so mailboxes never write the same item, and removing a
 * mailbox removes only its own copies. In the same transaction as a copy, a manifest entry is written or deleted under
 * its mailbox. The next sync reads the manifest to know which copies it need not write.
 */
export const CopyKey = z.object({
  mspId: MspId,
  customerId: CustomerId,
  /** Equal for the copies of one row. */
  itemId: z.string().min(1),
  connectionId: ConnectionId,
  mailboxId: MailboxId,
  /** Microsoft's id of the item in that mailbox. */
  graphId: z.string().min(1),
});
export type CopyKey = z.output<typeof CopyKey>;

export const StoredCopy = CopyKey.extend({ hash: z.string(), expiresAtSeconds: z.int(), copy: z.unknown() });
export const ManifestEntry = StoredCopy.omit({ copy: true });

/** What the manifest says about a copy. */
export type StoredCopyKey = z.output<typeof ManifestEntry>;

export interface NewCopy extends CopyKey {
  readonly hash: string;
  readonly expiresAtSeconds: number;
  readonly copy: unknown;
}

export interface CopyRow<Copy> {
  readonly itemId: string;
  readonly customerId: CustomerId;
  /** At least one, in a stable order. */
  readonly copies: readonly [Copy, ...Copy[]];
}

export interface CopyDefinition<Copy> {
  readonly entity: 'message' | 'event';
  readonly prefix: 'MESSAGE' | 'EVENT';
  readonly shapeVersion: number;
  readonly copy: z.ZodType<Copy>;
  /** The order of rows. */
  compare(one: Copy, other: Copy): number;
}

const ledgerName = ({ customerId, itemId, graphId }: Pick<CopyKey, 'customerId' | 'itemId' | 'graphId'>): string =>
  `${customerId} ${itemId} ${graphId}`;

export const mailboxCopies = <Copy>(
  table: Table,
  { entity, prefix, shapeVersion, copy, compare }: CopyDefinition<Copy>,
) => {
  const copies = new Entity(
    {
      model: entityModel(entity),
      attributes: attributesOf(StoredCopy, shapeVersion, ['mspId', 'customerId', 'itemId', 'mailboxId', 'graphId']),
      indexes: {
        record: {
          pk: pk(['mspId', 'customerId'], 'MSP#${mspId}#CUSTOMER#${customerId}'),
          sk: sk(['itemId', 'mailboxId', 'graphId'], `${prefix}#\${itemId}#\${mailboxId}#\${graphId}`),
        },
      },
    },
    entityConfig(table),
  );
  const ledger = new Entity(
    {
      model: entityModel(`${entity}-ledger`),
      attributes: attributesOf(ManifestEntry, shapeVersion, [
        'mspId',
        'customerId',
        'itemId',
        'connectionId',
        'mailboxId',
        'graphId',
      ]),
      indexes: {
        record: {
          pk: pk(
            ['mspId', 'connectionId', 'mailboxId'],
            'MSP#${mspId}#CONNECTION#${connectionId}#MAILBOX#${mailboxId}',
          ),
          sk: sk(['customerId', 'itemId', 'graphId'], `${prefix}#\${customerId}#\${itemId}#\${graphId}`),
        },
      },
    },
    entityConfig(table),
  );

  const keep = (each: NewCopy): TransactionWrite[] => [
    putWrite(copies.put(each)),
    putWrite(ledger.put(ManifestEntry.parse(each))),
  ];
  const drop = (each: CopyKey): TransactionWrite[] => [
    deleteWrite(copies.delete(each)),
    deleteWrite(ledger.delete(each)),
  ];

  const entriesOf = async ({ mspId }: MspScope, connectionId: ConnectionId, mailboxId: MailboxId) => {
    const { data } = await databaseCall(() => ledger.query.record({ mspId, connectionId, mailboxId }).go(allPages));
    return data.map((item) => ManifestEntry.parse(item));
  };
  const copiesOf = async ({ mspId }: MspScope, customerId: CustomerId, itemId?: string) => {
    const key = itemId === undefined ? { mspId, customerId } : { mspId, customerId, itemId };
    const { data } = await databaseCall(() => copies.query.record(key).go(allPages));
    return data.map((item) => StoredCopy.parse(item));
  };
  const forget = async (gone: readonly CopyKey[]): Promise<number> => {
    for (let from = 0; from < gone.length; from += copiesAtOnce) {
      await writeTransaction(table, gone.slice(from, from + copiesAtOnce).flatMap(drop));
    }
    return gone.length;
  };

  const rowsOf = (found: readonly z.output<typeof StoredCopy>[]): CopyRow<Copy>[] =>
    [...Map.groupBy(unexpired(table, found), ({ itemId }) => itemId)].flatMap(([itemId, each]) => {
      const [first, ...others] = each.map((item) => copy.parse(item.copy)).toSorted(compare);
      const customerId = each[0]?.customerId;
      return first === undefined || customerId === undefined
        ? []
        : [{ itemId, customerId, copies: [first, ...others] }];
    });

  return {
    /**
     * The rows of a customer that have not expired, sorted. All two weeks are read at once, because rows can be sorted
     * only when all their copies are known.
     */
    async *ofCustomer(scope: MspScope, customerId: CustomerId): AsyncGenerator<CopyRow<Copy>> {
      const rows = rowsOf(await copiesOf(scope, customerId));
      yield* rows.toSorted((one, other) => compare(one.copies[0], other.copies[0]));
    },

    async get(scope: MspScope, customerId: CustomerId, itemId: string): Promise<CopyRow<Copy> | undefined> {
      return rowsOf(await copiesOf(scope, customerId, itemId))[0];
    },

    /** The manifest of one mailbox, with the hash of each copy. */
    manifestOf: entriesOf,

    /**
     * Makes the stored copies of one mailbox equal to what was read: writes `wanted` where they differ, and deletes the
     * others unless `isStored` says that they still exist. Throws `Fenced` where a newer run, or the removal of the
     * mailbox, came first.
     */
    async reconcile(
      scope: MspScope,
      { connectionId, mailboxId, guard }: { connectionId: ConnectionId; mailboxId: MailboxId; guard: TransactionWrite },
      wanted: readonly NewCopy[],
      isStored: (kept: StoredCopyKey) => boolean = () => false,
    ): Promise<{ written: number; removed: number }> {
      const kept = new Map((await entriesOf(scope, connectionId, mailboxId)).map((each) => [ledgerName(each), each]));
      const names = new Set(wanted.map(ledgerName));
      const changed = wanted.filter((each) => kept.get(ledgerName(each))?.hash !== each.hash);
      const isOver = (each: StoredCopyKey) => unexpired(table, [each]).length === 0 || !isStored(each);
      const removed = [...kept.values()].filter((each) => !names.has(ledgerName(each)) && isOver(each));
      await writeFenced(table, guard, [...changed.flatMap(keep), ...removed.flatMap(drop)]);
      return { written: changed.length, removed: removed.length };
    },

    /** Deletes every copy of a mailbox and returns how many there were. */
    deleteOfMailbox: async (scope: MspScope, connectionId: ConnectionId, mailboxId: MailboxId): Promise<number> =>
      forget(await entriesOf(scope, connectionId, mailboxId)),

    /**
     * Deletes the copies of a customer that `concerns` does not match, by default all, and returns how many there were.
     */
    async deleteOfCustomer(
      scope: MspScope,
      customerId: CustomerId,
      concerns: (copy: Copy) => boolean = () => false,
    ): Promise<number> {
      return forget((await copiesOf(scope, customerId)).filter((each) => !concerns(copy.parse(each.copy))));
    },
  };
};

/** Each copy takes two writes, and DynamoDB takes 100 in a transaction. */
const copiesAtOnce = 45;

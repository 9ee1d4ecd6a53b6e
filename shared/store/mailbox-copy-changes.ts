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

/** One of the two kinds of items that are stored as copies. */
export interface CopyKind {
  readonly entity: 'message' | 'event';
  readonly prefix: 'MESSAGE' | 'EVENT';
  readonly shapeVersion: number;
}

export const messageKind: CopyKind = { entity: 'message', prefix: 'MESSAGE', shapeVersion: 2 };
export const eventKind: CopyKind = { entity: 'event', prefix: 'EVENT', shapeVersion: 3 };

const copyName = ({ customerId, itemId, graphId }: Pick<CopyKey, 'customerId' | 'itemId' | 'graphId'>): string =>
  `${customerId} ${itemId} ${graphId}`;

/** The entities of one kind: the copies, and the manifest of each mailbox. */
export const copyEntities = (table: Table, { entity, prefix, shapeVersion }: CopyKind) => {
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
  return { copies, ledger };
};

type CopyEntities = ReturnType<typeof copyEntities>;

const dropCopy = ({ copies, ledger }: CopyEntities, each: CopyKey): TransactionWrite[] => [
  deleteWrite(copies.delete(each)),
  deleteWrite(ledger.delete(each)),
];

/** Each copy takes two writes, and DynamoDB takes 100 in a transaction. */
const copiesAtOnce = 45;

/** Deletes these copies and returns how many there were. */
export const deleteCopies = async (table: Table, entities: CopyEntities, keys: readonly CopyKey[]): Promise<number> => {
  for (let from = 0; from < keys.length; from += copiesAtOnce) {
    const page = keys.slice(from, from + copiesAtOnce);
    await writeTransaction(
      table,
      page.flatMap((each) => dropCopy(entities, each)),
    );
  }
  return keys.length;
};

/** The writes to the copies of one kind. They do not know what a copy contains. */
export interface MailboxCopyChanges {
  /** The manifest of one mailbox, with the hash of each copy. */
  manifestOf(scope: MspScope, connectionId: ConnectionId, mailboxId: MailboxId): Promise<readonly StoredCopyKey[]>;

  /**
   * Makes the stored copies of one mailbox equal to what was read: writes `wanted` where they differ, and deletes the
   * others unless `isStored` says that they still exist. Throws `Fenced` where a newer run, or the removal of the
   * mailbox, came first.
   */
  reconcile(
    scope: MspScope,
    mailbox: { connectionId: ConnectionId; mailboxId: MailboxId; guard: TransactionWrite },
    wanted: readonly NewCopy[],
    isStored?: (copy: StoredCopyKey) => boolean,
  ): Promise<{ written: number; removed: number }>;

  /** Deletes every copy of a mailbox and returns how many there were. */
  deleteOfMailbox(scope: MspScope, connectionId: ConnectionId, mailboxId: MailboxId): Promise<number>;
}

export const mailboxCopyChanges = (table: Table, kind: CopyKind): MailboxCopyChanges => {
  const entities = copyEntities(table, kind);
  const { copies, ledger } = entities;

  const keep = (each: NewCopy): TransactionWrite[] => [
    putWrite(copies.put(each)),
    putWrite(ledger.put(ManifestEntry.parse(each))),
  ];
  const entriesOf = async ({ mspId }: MspScope, connectionId: ConnectionId, mailboxId: MailboxId) => {
    const { data } = await databaseCall(() => ledger.query.record({ mspId, connectionId, mailboxId }).go(allPages));
    return data.map((item) => ManifestEntry.parse(item));
  };
  return {
    manifestOf: entriesOf,

    async reconcile(scope, { connectionId, mailboxId, guard }, wanted, isStored = () => false) {
      const stored = new Map((await entriesOf(scope, connectionId, mailboxId)).map((each) => [copyName(each), each]));
      const names = new Set(wanted.map(copyName));
      const changed = wanted.filter((each) => stored.get(copyName(each))?.hash !== each.hash);
      const isOver = (each: StoredCopyKey) => unexpired(table, [each]).length === 0 || !isStored(each);
      const outdated = [...stored.values()].filter((each) => !names.has(copyName(each)) && isOver(each));
      await writeFenced(table, guard, [
        ...changed.flatMap(keep),
        ...outdated.flatMap((each) => dropCopy(entities, each)),
      ]);
      return { written: changed.length, removed: outdated.length };
    },

    deleteOfMailbox: async (scope, connectionId, mailboxId) =>
      deleteCopies(table, entities, await entriesOf(scope, connectionId, mailboxId)),
  };
};

import { Entity } from 'electrodb';
import { z } from 'zod';
import { ConnectionId, CustomerId, MailboxId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, config, everything, living, model, pk, sk, stored } from './electrodb.ts';
import type { Table } from './table.ts';
import { deleteOf, type FencedWrite, putOf, writeFenced, writeTogether } from './transaction-writes.ts';

/**
 * Messages and events are kept copy by copy: one item for what one mailbox holds of one message, for one customer. A row is what its copies make together
 * on reading, so mailboxes never write the same item, and a mailbox that goes takes its own copies along. Beside each copy stands a ledger entry under its
 * mailbox, written and deleted in the same transaction, which tells the next reading what it need not write.
 */
export const CopyKey = z.object({
  mspId: MspId,
  customerId: CustomerId,
  /** Equal for copies that are one row. */
  itemId: z.string().min(1),
  connectionId: ConnectionId,
  mailboxId: MailboxId,
  /** Microsoft's id in that mailbox. */
  graphId: z.string().min(1),
});
export type CopyKey = z.output<typeof CopyKey>;

export const StoredCopy = CopyKey.extend({ hash: z.string(), expiresAtSeconds: z.int(), copy: z.unknown() });
export const LedgerEntry = StoredCopy.omit({ copy: true });

/** What is known of a copy without reading it. */
export type KeptCopy = z.output<typeof LedgerEntry>;

export interface NewCopy extends CopyKey {
  readonly hash: string;
  readonly expiresAtSeconds: number;
  readonly copy: unknown;
}

export interface CopyRow<Copy> {
  readonly itemId: string;
  readonly customerId: CustomerId;
  /** At least one, in an order that stays. */
  readonly copies: readonly [Copy, ...Copy[]];
}

export interface CopyShape<Copy> {
  readonly entity: 'message' | 'event';
  readonly prefix: 'MESSAGE' | 'EVENT';
  readonly shapeVersion: number;
  readonly copy: z.ZodType<Copy>;
  /** By this, rows stand in order. */
  compare(one: Copy, other: Copy): number;
}

const ledgerName = ({ customerId, itemId, graphId }: Pick<CopyKey, 'customerId' | 'itemId' | 'graphId'>): string =>
  `${customerId} ${itemId} ${graphId}`;

export const mailboxCopies = <Copy>(table: Table, { entity, prefix, shapeVersion, copy, compare }: CopyShape<Copy>) => {
  const copies = new Entity(
    {
      model: model(entity),
      attributes: attributesOf(StoredCopy, shapeVersion, ['mspId', 'customerId', 'itemId', 'mailboxId', 'graphId']),
      indexes: {
        record: {
          pk: pk(['mspId', 'customerId'], 'MSP#${mspId}#CUSTOMER#${customerId}'),
          sk: sk(['itemId', 'mailboxId', 'graphId'], `${prefix}#\${itemId}#\${mailboxId}#\${graphId}`),
        },
      },
    },
    config(table),
  );
  const ledger = new Entity(
    {
      model: model(`${entity}-ledger`),
      attributes: attributesOf(LedgerEntry, shapeVersion, [
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
    config(table),
  );

  const keep = (each: NewCopy): FencedWrite[] => [putOf(copies.put(each)), putOf(ledger.put(LedgerEntry.parse(each)))];
  const drop = (each: CopyKey): FencedWrite[] => [deleteOf(copies.delete(each)), deleteOf(ledger.delete(each))];

  const entriesOf = async ({ mspId }: MspScope, connectionId: ConnectionId, mailboxId: MailboxId) => {
    const { data } = await stored(() => ledger.query.record({ mspId, connectionId, mailboxId }).go(everything));
    return data.map((item) => LedgerEntry.parse(item));
  };
  const copiesOf = async ({ mspId }: MspScope, customerId: CustomerId, itemId?: string) => {
    const key = itemId === undefined ? { mspId, customerId } : { mspId, customerId, itemId };
    const { data } = await stored(() => copies.query.record(key).go(everything));
    return data.map((item) => StoredCopy.parse(item));
  };
  const forget = async (gone: readonly CopyKey[]): Promise<number> => {
    for (let from = 0; from < gone.length; from += copiesAtOnce) {
      await writeTogether(table, gone.slice(from, from + copiesAtOnce).flatMap(drop));
    }
    return gone.length;
  };

  const rowsOf = (found: readonly z.output<typeof StoredCopy>[]): CopyRow<Copy>[] =>
    [...Map.groupBy(living(table, found), ({ itemId }) => itemId)].flatMap(([itemId, each]) => {
      const [first, ...others] = each.map((item) => copy.parse(item.copy)).toSorted(compare);
      const customerId = each[0]?.customerId;
      return first === undefined || customerId === undefined
        ? []
        : [{ itemId, customerId, copies: [first, ...others] }];
    });

  return {
    /** What has not passed its end, in order. A customer's window of two weeks is read at once: rows are in order only when their copies are together. */
    async *ofCustomer(scope: MspScope, customerId: CustomerId): AsyncGenerator<CopyRow<Copy>> {
      const rows = rowsOf(await copiesOf(scope, customerId));
      yield* rows.toSorted((one, other) => compare(one.copies[0], other.copies[0]));
    },

    async get(scope: MspScope, customerId: CustomerId, itemId: string): Promise<CopyRow<Copy> | undefined> {
      return rowsOf(await copiesOf(scope, customerId, itemId))[0];
    },

    /** What is kept of one mailbox, with the hash of each copy. */
    keptOf: entriesOf,

    /**
     * Makes what is kept of one mailbox equal to what was read of it, and to what of the rest still `stands`; throws `Fenced` where a newer run, or the mailbox's
     * removal, came first.
     */
    async settle(
      scope: MspScope,
      { connectionId, mailboxId, guard }: { connectionId: ConnectionId; mailboxId: MailboxId; guard: FencedWrite },
      wanted: readonly NewCopy[],
      stands: (kept: KeptCopy) => boolean = () => false,
    ): Promise<{ written: number; removed: number }> {
      const kept = new Map((await entriesOf(scope, connectionId, mailboxId)).map((each) => [ledgerName(each), each]));
      const names = new Set(wanted.map(ledgerName));
      const changed = wanted.filter((each) => kept.get(ledgerName(each))?.hash !== each.hash);
      const isOver = (each: KeptCopy) => living(table, [each]).length === 0 || !stands(each);
      const gone = [...kept.values()].filter((each) => !names.has(ledgerName(each)) && isOver(each));
      await writeFenced(table, guard, [...changed.flatMap(keep), ...gone.flatMap(drop)]);
      return { written: changed.length, removed: gone.length };
    },

    /** Drops every copy of a mailbox. */
    forgetMailbox: async (scope: MspScope, connectionId: ConnectionId, mailboxId: MailboxId): Promise<number> =>
      forget(await entriesOf(scope, connectionId, mailboxId)),

    /** Drops what is kept for a customer; where told, only the copies that no longer concern it. */
    async forgetCustomer(
      scope: MspScope,
      customerId: CustomerId,
      concerns: (copy: Copy) => boolean = () => false,
    ): Promise<number> {
      return forget((await copiesOf(scope, customerId)).filter((each) => !concerns(copy.parse(each.copy))));
    },
  };
};

/** Two writes each, and DynamoDB takes 100. */
const copiesAtOnce = 45;

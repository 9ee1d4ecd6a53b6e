import type { z } from 'zod';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { allPages, databaseCall, unexpired } from './electrodb.ts';
import {
  type CopyKind,
  copyEntities,
  deleteCopies,
  type MailboxCopyChanges,
  mailboxCopyChanges,
  StoredCopy,
} from './mailbox-copy-changes.ts';
import type { Table } from './table.ts';

export interface CopyRow<Copy> {
  readonly itemId: string;
  readonly customerId: CustomerId;
  /** At least one, in a stable order. */
  readonly copies: readonly [Copy, ...Copy[]];
}

export interface CopyDefinition<Copy> {
  readonly kind: CopyKind;
  readonly copy: z.ZodType<Copy>;
  /** The order of rows. */
  compare(one: Copy, other: Copy): number;
}

/** Our ids have 43 bytes. A sort key takes 1,024 at most, and a longer one is refused by DynamoDB. */
const maxItemIdBytes = 512;

/** The copies of one kind: their changes, and the rows that are combined from them on reading. */
export interface MailboxCopies<Copy> extends MailboxCopyChanges {
  /**
   * The rows of a customer that have not expired, sorted. All two weeks are read at once, because rows can be sorted
   * only when all their copies are known.
   */
  ofCustomer(scope: MspScope, customerId: CustomerId): AsyncGenerator<CopyRow<Copy>>;

  /** The row of exactly this id. The query would find it by the beginning of its key, with any text after the id. */
  get(scope: MspScope, customerId: CustomerId, itemId: string): Promise<CopyRow<Copy> | undefined>;

  /**
   * Deletes the copies of a customer that `concerns` does not match, by default all, and returns how many there were.
   */
  deleteOfCustomer(scope: MspScope, customerId: CustomerId, concerns?: (copy: Copy) => boolean): Promise<number>;
}

export const mailboxCopies = <Copy>(
  table: Table,
  { kind, copy, compare }: CopyDefinition<Copy>,
): MailboxCopies<Copy> => {
  const entities = copyEntities(table, kind);

  const copiesOf = async ({ mspId }: MspScope, customerId: CustomerId, itemId?: string) => {
    const key = itemId === undefined ? { mspId, customerId } : { mspId, customerId, itemId };
    const { data } = await databaseCall(() => entities.copies.query.record(key).go(allPages));
    return data.map((item) => StoredCopy.parse(item));
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
    ...mailboxCopyChanges(table, kind),

    async *ofCustomer(scope, customerId) {
      const rows = rowsOf(await copiesOf(scope, customerId));
      yield* rows.toSorted((one, other) => compare(one.copies[0], other.copies[0]));
    },

    async get(scope, customerId, itemId) {
      if (Buffer.byteLength(itemId) > maxItemIdBytes) return undefined;
      return rowsOf(await copiesOf(scope, customerId, itemId)).find((row) => row.itemId === itemId);
    },

    async deleteOfCustomer(scope, customerId, concerns = () => false) {
      return deleteCopies(
        table,
        entities,
        (await copiesOf(scope, customerId)).filter((each) => !concerns(copy.parse(each.copy))),
      );
    },
  };
};

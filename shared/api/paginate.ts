import type { z } from 'zod';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Cursors } from './cursor.ts';

export interface PageOptions<Item, Position extends z.ZodType> {
  readonly cursors: Cursors;
  readonly caller: MemberScope;
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
  /** The list and its filters, as `listName` makes it. */
  readonly list: string;
  readonly position: Position;
  readonly positionOf: (item: Item) => z.output<Position>;
  /** Whether the item comes after that position in the list. */
  readonly isAfter: (item: Item, position: z.output<Position>) => boolean;
}

/**
 * One page of ordered items, all of which the caller may see. A cursor continues after the last item of its page,
 * whatever was added or removed meanwhile.
 */
export const paginate = async <Item, Position extends z.ZodType>(
  items: AsyncIterable<Item> | Iterable<Item>,
  paging: PageOptions<Item, Position>,
): Promise<{ readonly items: Item[]; readonly nextCursor: string | null }> => {
  const { cursors, caller, query, list, position, positionOf, isAfter } = paging;
  const from = query.cursor === undefined ? undefined : await cursors.decode(caller, list, query.cursor, position);
  const page: Item[] = [];
  for await (const item of items) {
    if (from !== undefined && !isAfter(item, from)) continue;
    if (page.length === query.limit) {
      const last = page.at(-1);
      const nextCursor = last === undefined ? null : await cursors.encode(caller, list, positionOf(last));
      return { items: page, nextCursor };
    }
    page.push(item);
  }
  return { items: page, nextCursor: null };
};

import { z } from 'zod';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { type Cursors, listName } from './cursor.ts';
import { paginate } from './paginate.ts';
import { containsWords } from './search-words.ts';

const Position = z.tuple([z.string(), z.string()]);
type Position = z.output<typeof Position>;

const largest = 9e15;
/** A number of at most fifteen digits as text of one length, so that texts sort as the numbers do. */
export const ascending = (number: number): string => String(Math.round(number)).padStart(16, '0');
export const descending = (number: number): string => ascending(largest - number);
/** Newest first. */
export const newestFirst = (instant: string): string => descending(Date.parse(instant));

export const oldestFirst = (instant: string): string => ascending(Date.parse(instant));

/** By the name of each order, a text that sorts the items. */
export type SortKeys<Item, Sort extends string> = Readonly<Record<Sort, (item: Item) => string>>;

export interface SortedList<Item, Sort extends string> {
  readonly cursors: Cursors;
  readonly caller: MemberScope;
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly q?: string | undefined;
    readonly sort?: Sort | undefined;
  };
  /** Names the list within the MSP. */
  readonly list: string;
  readonly sorts: SortKeys<Item, Sort>;
  readonly defaultSort: Sort;
  /** Orders items that are equal otherwise. */
  readonly idOf: (item: Item) => string;
  /** What `q` is searched for in. Absent where the items were searched before. */
  readonly textOf?: (item: Item) => string;
}

const isAfter = (one: Position, other: Position): boolean =>
  one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);

/** One page of a list that is read as a whole: searched, sorted, and continued by a cursor of the same query. */
export const pageOfList = async <Item, Sort extends string>(
  items: readonly Item[],
  { cursors, caller, query, list, sorts, defaultSort, idOf, textOf }: SortedList<Item, Sort>,
): Promise<{ readonly items: Item[]; readonly nextCursor: string | null }> => {
  const { q, sort = defaultSort } = query;
  const found = items
    .filter((item) => q === undefined || textOf === undefined || containsWords(textOf(item), q))
    .map((item): { item: Item; at: Position } => ({ item, at: [sorts[sort](item), idOf(item)] }))
    .sort((one, other) => (isAfter(one.at, other.at) ? 1 : -1));
  const page = await paginate(found, {
    cursors,
    caller,
    query,
    list: listName(list, query),
    position: Position,
    positionOf: ({ at }) => at,
    isAfter: ({ at }, from) => isAfter(at, from),
  });
  return { items: page.items.map(({ item }) => item), nextCursor: page.nextCursor };
};

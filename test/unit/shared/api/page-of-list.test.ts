import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascending, descending, pageOfList } from '#shared/api/page-of-list.ts';
import { testCursors } from '#test/support/cursors.ts';
import { caller } from '#test/support/numbered-msps.ts';

interface Item {
  readonly id: string;
  readonly size: number;
}
const list = {
  cursors: testCursors(),
  caller: caller('viewer'),
  list: 'items',
  sorts: { small: ({ size }: Item) => ascending(size), large: ({ size }: Item) => descending(size) },
  defaultSort: 'small',
  idOf: ({ id }: Item) => id,
  textOf: ({ id }: Item) => `item ${id}`,
} as const;

describe('a page of a list', () => {
  it('follows cursors over every item once, in the order asked for', async () => {
    const items = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), size: fc.nat() }), {
      selector: ({ id }) => id,
    });
    await fc.assert(
      fc.asyncProperty(items, fc.constantFrom('small', 'large'), async (all, sort) => {
        const seen: Item[] = [];
        let cursor: string | undefined;
        do {
          const page = await pageOfList(all, { ...list, query: { limit: 3, sort, cursor } });
          seen.push(...page.items);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(new Set(seen)).toEqual(new Set(all));
        const sizes = seen.map(({ size }) => size);
        expect(sizes).toEqual(sizes.toSorted((one, other) => (sort === 'small' ? one - other : other - one)));
      }),
      { numRuns: 50 },
    );
  });

  it('contains the items that match every word, whatever their case and accents', async () => {
    const all = ['Café', 'cafe two', 'tea'].map((id, size) => ({ id, size }));
    const found = async (q: string) =>
      (await pageOfList(all, { ...list, query: { limit: 50, q } })).items.map(({ id }) => id);
    expect(await found('CAFE')).toEqual(['Café', 'cafe two']);
    expect(await found('two item')).toEqual(['cafe two']);
  });

  it('refuses a cursor of another search or order', async () => {
    const all = ['a', 'b', 'c'].map((id, size) => ({ id, size }));
    const { nextCursor } = await pageOfList(all, { ...list, query: { limit: 1, q: 'item' } });
    const cursor = nextCursor ?? '';
    expect((await pageOfList(all, { ...list, query: { limit: 1, q: 'item', cursor } })).items).toMatchObject([
      { id: 'b' },
    ]);
    for (const query of [{ cursor }, { q: 'tea', cursor }, { q: 'item', sort: 'large', cursor }] as const)
      await expect(pageOfList(all, { ...list, query: { limit: 1, ...query } })).rejects.toThrow(
        /not made for this list/,
      );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openCursors } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import { caller } from '#test/support/numbered-msps.ts';

const cursors = openCursors(async () => Buffer.alloc(32, 1));
const page = (items: readonly number[], limit: number, cursor?: string) =>
  paginate(items, {
    cursors,
    caller: caller('member'),
    query: { limit, cursor },
    list: 'numbers',
    position: z.number(),
    positionOf: (item) => item,
    isAfter: (item, from) => item > from,
  });
const numbers = fc
  .uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 20 })
  .map((all) => all.toSorted((a, b) => a - b));

describe('paginate', () => {
  it('returns every item once, in order, whatever the limit', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, fc.integer({ min: 1, max: 8 }), async (all, limit) => {
        const got: number[] = [];
        let cursor: string | undefined;
        do {
          const { items, nextCursor } = await page(all, limit, cursor);
          expect(items.length).toBeLessThanOrEqual(limit);
          got.push(...items);
          cursor = nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(got).toEqual(all);
      }),
      { numRuns: 50 },
    );
  });

  it('has no next page when the last page is exactly full', async () => {
    expect((await page([1, 2], 2)).nextCursor).toBeNull();
    expect((await page([1, 2, 3], 2)).nextCursor).toEqual(expect.any(String));
  });

  it('continues after the last item when items are added and removed meanwhile', async () => {
    const { nextCursor } = await page([10, 20, 30], 2);
    expect((await page([5, 10, 25, 30], 2, nextCursor ?? '')).items).toEqual([25, 30]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WorkPosition, workList } from '#shared/book/work-list.ts';
import type { FindingState } from '#shared/judging/finding-row.ts';
import { tenantNumber } from '#test/support/numbered-msps.ts';

const findingId = 'users.none-at-risk';

/** The count of the summary, and the findings that are stored. */
interface Recipe {
  readonly counted: number;
  readonly states: readonly FindingState[];
}

const bookOf = (recipes: readonly Recipe[]) =>
  recipes.map(({ counted, states }, at) => ({
    connection: { tenantId: tenantNumber(at + 1) },
    summary: { findings: { [findingId]: { subjectsAffected: counted } } },
    rows: states.map((state, rank) => ({ state, rank: `${rank % 2}.${rank}` })),
  }));
type Book = ReturnType<typeof bookOf>;

const isListed = (state: FindingState): boolean => state !== 'resolved' && state !== 'muted';

/**
 * Reads a page as the API does, which stops when it knows whether there is a next one. Returns also how many tenants
 * were queried, and how many at once.
 */
const pageOf = async (book: Book, limit: number, from?: WorkPosition) => {
  let [asked, underWay, atOnce] = [0, 0, 0];
  const list = workList(book, findingId, from, limit + 1, async ({ rows }) => {
    [asked, underWay] = [asked + 1, underWay + 1];
    atOnce = Math.max(atOnce, underWay);
    await Promise.resolve();
    underWay -= 1;
    return rows;
  });
  const items: { readonly name: string; readonly position: WorkPosition }[] = [];
  for await (const { tenant, row, position } of list) {
    items.push({ name: `${tenant.connection.tenantId} ${row.rank}`, position });
    if (items.length > limit) break;
  }
  const next = items.length > limit ? items[limit - 1]?.position : undefined;
  return { names: items.slice(0, limit).map(({ name }) => name), next, asked, atOnce };
};

const allPages = async (book: Book, limit: number) => {
  const pages = [await pageOf(book, limit)];
  for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next) {
    pages.push(await pageOf(book, limit, next));
  }
  return pages;
};

const states = fc.array(fc.constantFrom<FindingState>('open', 'acknowledged', 'in-progress', 'resolved', 'muted'), {
  maxLength: 6,
});
const exact = states.map((each): Recipe => ({ counted: each.filter(isListed).length, states: each }));
/** A new summary is about to be written. */
const outOfDate = fc.record({ counted: fc.nat(6), states });

describe('the work-list of a finding', () => {
  it('lists each open finding once over pages of any size, even if the counts are wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(outOfDate, { maxLength: 12 }),
        fc.integer({ min: 1, max: 7 }),
        async (recipes, limit) => {
          const book = bookOf(recipes);
          const pages = await allPages(book, limit);
          const expected = book
            .filter(({ summary }) => summary.findings[findingId]?.subjectsAffected !== 0)
            .flatMap(({ connection, rows }) =>
              rows.filter(({ state }) => isListed(state)).map(({ rank }) => `${connection.tenantId} ${rank}`),
            );
          const names = pages.flatMap((page) => page.names);
          expect(names.toSorted()).toEqual(expected.toSorted());
          for (const page of pages.slice(0, -1)) expect(page.names).toHaveLength(limit);
        },
      ),
    );
  });

  it('queries at most as many tenants as the page needs findings, if the counts are right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(exact, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), async (recipes, limit) => {
        for (const { asked, atOnce } of await allPages(bookOf(recipes), limit)) {
          expect(asked).toBeLessThanOrEqual(limit + 1);
          expect(atOnce).toBeLessThanOrEqual(20);
        }
      }),
    );
  });

  const open = (count: number): Recipe => ({ counted: count, states: Array.from({ length: count }, () => 'open') });

  it('starts with the tenant with most subjects, and there with the worst', async () => {
    const { names } = await pageOf(bookOf([open(1), open(3), open(1)]), 10);
    expect(names).toEqual(
      [
        [2, '0.0'],
        [2, '0.2'],
        [2, '1.1'],
        [1, '0.0'],
        [3, '0.0'],
      ].map(([tenant, rank]) => `${tenantNumber(Number(tenant))} ${rank}`),
    );
  });

  it('queries the tenants of a page together and no others', async () => {
    const many = bookOf(Array.from({ length: 100 }, () => open(1)));
    expect(await pageOf(many, 9)).toMatchObject({ asked: 10, atOnce: 10 });
    expect(await pageOf(many, 60)).toMatchObject({ asked: 61, atOnce: 20 });
    const [first, second] = await allPages(bookOf([open(500), open(2), open(1)]), 250);
    expect(first).toMatchObject({ asked: 1 });
    // 250 findings of the first tenant are left, which fill the page; the second tenant decides whether there is a next
    // page.
    expect(second).toMatchObject({ asked: 2 });
  });

  it('does not query a tenant again that was listed completely', async () => {
    const pages = await allPages(bookOf([open(2), open(1), open(1)]), 2);
    expect(pages.map(({ asked, names }) => [asked, names.length])).toEqual([
      [2, 2],
      [2, 2],
    ]);
  });

  it('continues with the next tenants when a tenant has fewer findings than counted', async () => {
    const resolved: Recipe = { counted: 5, states: ['resolved', 'muted'] };
    const { names, next, asked } = await pageOf(bookOf([resolved, resolved, open(2), open(1)]), 2);
    expect([names.length, next?.[0].slice(-12), asked]).toEqual([2, '000000000003', 4]);
  });
});

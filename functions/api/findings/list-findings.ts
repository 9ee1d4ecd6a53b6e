import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { BookTenant } from '#shared/book/book-tenants.ts';
import { readBook } from '#shared/book/read-book.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { syncStatusWhenJudged } from '#shared/book/sync-status.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { matches } from './filters.ts';

type Op = typeof contract.operations.listFindings;

const Rank = z.string().min(1);

/** The open findings of the whole book. The index goes on behind the rank in the cursor, so that a page costs what it holds. */
export const listFindings = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { cursors, clock, rows } = deps;
  const now = clock.now();
  const list = listName('findings', query);
  const { tenants, lapsed } = await readBook(caller, deps);
  const known = new Map(tenants.map((tenant) => [tenant.connection.tenantId, tenant]));
  const from = query.cursor === undefined ? undefined : await cursors.decode(caller, list, query.cursor, Rank);
  const { items, nextCursor } = await paginate(wanted(mergedByRank(lapsed, rows.worstFirst(caller, from))), {
    cursors,
    caller,
    query,
    list,
    position: Rank,
    positionOf: ({ row }) => row.rank,
    isAfter: ({ row }, rank) => row.rank > rank,
  });
  return {
    body: {
      items: items.map(({ row, tenant }) => storedFindingAnswer(row, tenant, now)),
      nextCursor,
      ...syncStatusWhenJudged(judgedSurfaces, tenants),
    },
  };

  /** Findings of a tenant whose connection was removed stay in store and show nowhere. */
  async function* wanted(all: AsyncIterable<StoredFinding>): AsyncIterable<{ row: StoredFinding; tenant: BookTenant }> {
    for await (const row of all) {
      const tenant = known.get(row.tenantId);
      if (tenant !== undefined && matches(row, query, now)) yield { row, tenant };
    }
  }
};

/** The index with what it does not list yet, each finding once: the index may be a moment behind the rows. */
async function* mergedByRank(
  lapsed: readonly StoredFinding[],
  listed: AsyncIterable<StoredFinding>,
): AsyncIterable<StoredFinding> {
  const waiting = lapsed.toSorted((one, other) => (one.rank < other.rank ? -1 : 1));
  const own = new Set(waiting.map(({ findingKey }) => findingKey));
  for await (const row of listed) {
    while (waiting[0] !== undefined && waiting[0].rank < row.rank) yield* waiting.splice(0, 1);
    if (!own.has(row.findingKey)) yield row;
  }
  yield* waiting;
}

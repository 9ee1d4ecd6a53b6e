import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { BookTenant } from '#shared/book/book-tenants.ts';
import { matches } from '#shared/book/finding-filters.ts';
import { readMemberNames } from '#shared/book/member-names.ts';
import { readBook } from '#shared/book/read-book.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { syncStatusWhenJudged } from '#shared/book/sync-status.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { pageOfFindings } from './page-of-findings.ts';

type Op = typeof contract.operations.listFindings;

const Rank = z.string().min(1);

/**
 * The open findings of the book. Worst first, each page continues the index after the rank in the cursor, so its cost
 * depends on its size alone.
 */
export const listFindings = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { cursors, clock, rows } = deps;
  const now = clock.now();
  const [{ tenants, expired }, memberNames] = await Promise.all([
    readBook(caller, deps),
    readMemberNames(caller, deps),
  ]);
  const known = new Map(tenants.map((tenant) => [tenant.connection.tenantId, tenant]));
  const inOrder = query.groupBy === undefined && (query.sort ?? 'worst') === 'worst';
  const { items, nextCursor, groups } = await (inOrder ? pageByRank() : pageOfAll());
  return {
    body: {
      items: items.map(({ row, tenant }) => storedFindingAnswer(row, tenant, { now, memberNames })),
      nextCursor,
      groups,
      ...syncStatusWhenJudged(judgedSurfaces, tenants),
    },
  };

  /** Continues the index after the rank in the cursor. */
  async function pageByRank() {
    const list = listName('findings', query);
    const from = query.cursor === undefined ? undefined : await cursors.decode(caller, list, query.cursor, Rank);
    const page = await paginate(matching(mergedByRank(expired, rows.worstFirst(caller, from))), {
      cursors,
      caller,
      query,
      list,
      position: Rank,
      positionOf: ({ row }) => row.rank,
      isAfter: ({ row }, rank) => row.rank > rank,
    });
    return { ...page, groups: null };
  }

  /** Any other order has no index: the open findings of the book are read and sorted. */
  async function pageOfAll() {
    const found = await Array.fromAsync(matching(mergedByRank(expired, rows.worstFirst(caller))));
    return pageOfFindings(found, { cursors, caller, query, list: 'findings', memberNames });
  }

  /** Skips findings of tenants whose connection was removed: they remain stored and are not shown. */
  async function* matching(
    all: AsyncIterable<StoredFinding>,
  ): AsyncIterable<{ row: StoredFinding; tenant: BookTenant }> {
    for await (const row of all) {
      const tenant = known.get(row.tenantId);
      if (tenant !== undefined && matches(row, tenant, query, now)) yield { row, tenant };
    }
  }
};

/** Merges the index with the rows that it does not list yet, each finding once. The index is eventually consistent. */
async function* mergedByRank(
  expired: readonly StoredFinding[],
  listed: AsyncIterable<StoredFinding>,
): AsyncIterable<StoredFinding> {
  const pending = expired.toSorted((one, other) => (one.rank < other.rank ? -1 : 1));
  const pendingKeys = new Set(pending.map(({ findingKey }) => findingKey));
  for await (const row of listed) {
    while (pending[0] !== undefined && pending[0].rank < row.rank) yield* pending.splice(0, 1);
    if (!pendingKeys.has(row.findingKey)) yield row;
  }
  yield* pending;
}

import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { pageOf } from '#shared/api/page-of.ts';
import { emptyLine, findingLines } from '#shared/book/by-finding.ts';
import type { BookTenant } from '#shared/book/portfolio.ts';
import { readBook } from '#shared/book/read-book.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { syncedWhenJudged } from '#shared/book/surfaces.ts';
import { isOpen } from '#shared/findings/finding-row.ts';
import { findingOf } from '#shared/findings/index.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { StoredFinding } from '#shared/store/finding.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getBookFinding;

/** Place of the tenant in the list, then rank of the finding in the tenant. */
const Position = z.tuple([z.string(), z.string()]);

/** Tenants with most subjects first; an id keeps those apart that have equally many. */
const placeOf = ({ connection, summary }: BookTenant, findingId: string): string =>
  `${String(999_999_999 - (summary?.findings[findingId]?.subjectsAffected ?? 0)).padStart(9, '0')}.${connection.tenantId}`;

/** The tenants are read one after the other as the page fills, so that it costs what it holds. */
export const getBookFinding = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { findingId } = params;
  const { tenants } = await readBook(caller, deps);
  const finding = findingOf(findingId);
  if (finding === undefined) throw new AppError('NotFound', 'there is no finding of this id in the catalogue');
  const line = findingLines(tenants).find((each) => each.findingId === findingId) ?? emptyLine(finding, tenants);
  const affected = tenants
    .filter(({ summary }) => (summary?.findings[findingId]?.subjectsAffected ?? 0) > 0)
    .map((tenant) => ({ tenant, place: placeOf(tenant, findingId) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1));
  const list = listName(`book finding ${findingId}`);
  const { cursor } = query;
  const from = cursor === undefined ? undefined : await deps.cursors.decode(caller, list, cursor, Position);
  const page = await pageOf(workList(), {
    ...{ cursors: deps.cursors, caller, query, list, position: Position },
    positionOf: ({ place, row }): [string, string] => [place, row.rank],
    isAfter: ({ place, row }, [tenantPlace, rank]) => place > tenantPlace || (place === tenantPlace && row.rank > rank),
  });
  const now = deps.clock.now();
  const items = page.items.map(({ tenant, row }) => storedFindingAnswer(row, tenant, now));
  const surfaceIds = [...finding.requires, ...(finding.consults ?? [])];
  return { body: { ...line, items, nextCursor: page.nextCursor, ...syncedWhenJudged(surfaceIds, tenants) } };

  async function* workList(): AsyncIterable<{ tenant: BookTenant; place: string; row: StoredFinding }> {
    for (const { tenant, place } of affected) {
      if (from !== undefined && place < from[0]) continue;
      const rows = await deps.rows.ofKind(caller, tenant.connection.tenantId, findingId);
      const open = rows.filter(isOpen).sort((one, other) => (one.rank < other.rank ? -1 : 1));
      yield* open.map((row) => ({ tenant, place, row }));
    }
  }
};

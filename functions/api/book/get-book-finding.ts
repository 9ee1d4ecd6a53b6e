import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { emptyFindingLine, findingLines } from '#shared/book/by-finding.ts';
import { findingContains } from '#shared/book/finding-filters.ts';
import { readAssigneeNames } from '#shared/book/member-names.ts';
import { readBook } from '#shared/book/read-book.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { bookSyncStatus } from '#shared/book/surface-counts.ts';
import { isAfterPosition, WorkPosition, workList } from '#shared/book/work-list.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { findingOf } from '#shared/findings/index.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getBookFinding;

/** Reads the book, and the findings of the tenants on the page only. */
export const getBookFinding = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { findingId } = params;
  const { tenants } = await readBook(caller, deps);
  const finding = findingOf(findingId);
  if (finding === undefined) throw new AppError('NotFound', 'the catalog has no finding with this id');
  const line = findingLines(tenants).find((each) => each.findingId === findingId) ?? emptyFindingLine(finding, tenants);
  const { cursors, rows } = deps;
  const list = listName(`book finding ${findingId}`, query);
  const from = query.cursor === undefined ? undefined : await cursors.decode(caller, list, query.cursor, WorkPosition);
  // One item more than the page holds shows whether a next page exists.
  const candidates = workList(tenants, findingId, from, query.limit + 1, ({ connection: { tenantId } }) =>
    rows.ofFindingId(caller, tenantId, findingId),
  );
  const page = await paginate(matching(candidates, query.q), {
    cursors,
    caller,
    query,
    list,
    position: WorkPosition,
    isAfter: isAfterPosition,
    positionOf: ({ position }) => position,
  });
  const shown = page.items.map(({ row }) => row);
  const context = { now: deps.clock.now(), memberNames: await readAssigneeNames(caller, shown, deps) };
  const items = page.items.map(({ tenant, row }) => storedFindingAnswer(row, tenant, context));
  const surfaceIds = [...finding.requires, ...(finding.consults ?? [])];
  return { body: { ...line, items, nextCursor: page.nextCursor, ...bookSyncStatus(surfaceIds, tenants) } };
};

async function* matching<Item extends { readonly row: StoredFinding; readonly tenant: LinkedTenant }>(
  items: AsyncIterable<Item>,
  words: string | undefined,
): AsyncIterable<Item> {
  for await (const item of items) {
    if (words === undefined || findingContains(item.row, item.tenant, words)) yield item;
  }
}

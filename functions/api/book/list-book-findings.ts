import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import { findingLines, findingSortKey } from '#shared/book/by-finding.ts';
import { readBook } from '#shared/book/read-book.ts';
import { bookSyncStatus } from '#shared/book/surface-counts.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listBookFindings;

export const listBookFindings = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { tenants } = await readBook(caller, deps);
  const page = await paginate(findingLines(tenants), {
    cursors: deps.cursors,
    caller,
    query,
    list: listName('book findings'),
    position: z.string(),
    positionOf: findingSortKey,
    isAfter: (line, sortKey) => findingSortKey(line) > sortKey,
  });
  return { body: { ...page, ...bookSyncStatus(judgedSurfaces, tenants) } };
};

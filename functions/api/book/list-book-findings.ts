import { descending, pageOfList } from '#shared/api/page-of-list.ts';
import { folded } from '#shared/api/search-words.ts';
import { type FindingLine, findingLines, findingSortKey } from '#shared/book/by-finding.ts';
import { areaOf } from '#shared/book/finding-filters.ts';
import { readBook } from '#shared/book/read-book.ts';
import { bookSyncStatus } from '#shared/book/surface-counts.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listBookFindings;

const sorts = {
  worst: findingSortKey,
  tenants: ({ tenantsAffected }: FindingLine) => descending(tenantsAffected),
  subjects: ({ subjectsAffected }: FindingLine) => descending(subjectsAffected),
  // Cents, most first. A finding without a price comes last.
  dollars: ({ dollarsPerYear }: FindingLine) => descending(dollarsPerYear === null ? -1 : dollarsPerYear * 100),
  problem: ({ problem }: FindingLine) => folded(problem),
};

export const listBookFindings = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { tenants } = await readBook(caller, deps);
  const matching = findingLines(tenants).filter(
    ({ severity, findingId }) =>
      (query.severity?.includes(severity) ?? true) && (query.area?.includes(areaOf(findingId)) ?? true),
  );
  const page = await pageOfList(matching, {
    cursors: deps.cursors,
    caller,
    query,
    list: 'book findings',
    sorts,
    defaultSort: 'worst',
    idOf: ({ findingId }) => findingId,
    textOf: ({ title, problem, findingId }) => [title, problem, findingId].join(' '),
  });
  return { body: { ...page, ...bookSyncStatus(judgedSurfaces, tenants) } };
};

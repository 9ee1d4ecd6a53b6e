import type { z } from 'zod';
import type { Cursors } from '#shared/api/cursor.ts';
import { pageOfList } from '#shared/api/page-of-list.ts';
import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import type { MemberNames } from '#shared/book/member-names.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import { type FindingGroup, type FindingGrouping, groupFindings } from './group-findings.ts';
import { type FindingSort, findingSortKeys } from './sort-findings.ts';

interface ListedFinding<Tenant extends LinkedTenant> {
  readonly row: StoredFinding;
  readonly tenant: Tenant;
}

interface FindingPage<Tenant extends LinkedTenant> {
  readonly items: readonly ListedFinding<Tenant>[];
  readonly nextCursor: string | null;
  readonly groups: z.input<typeof FindingGroup>[] | null;
}

interface FindingList {
  readonly cursors: Cursors;
  readonly caller: MemberScope;
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly sort?: FindingSort | undefined;
    readonly groupBy?: FindingGrouping | undefined;
  };
  readonly list: string;
  readonly memberNames: MemberNames;
}

/** A page of findings that were read and filtered: by group where groups are asked for, then in the order asked for. */
export const pageOfFindings = async <Tenant extends LinkedTenant>(
  found: readonly ListedFinding<Tenant>[],
  { cursors, caller, query, list, memberNames }: FindingList,
): Promise<FindingPage<Tenant>> => {
  const { groupBy, sort = 'worst' } = query;
  const grouped = groupBy === undefined ? undefined : groupFindings(found, groupBy, memberNames);
  const keyOf = (item: ListedFinding<Tenant>): string =>
    JSON.stringify([grouped?.orderOf(item) ?? '', findingSortKeys[sort](item.row)]);
  // The filters were applied before, `q` among them; it stays in the name of the list, so in the cursor.
  const page = await pageOfList(found, {
    cursors,
    caller,
    query,
    list,
    sorts: { worst: keyOf, newest: keyOf, oldest: keyOf, dollars: keyOf, subject: keyOf },
    defaultSort: sort,
    idOf: ({ row }) => row.rank,
  });
  return { ...page, groups: grouped?.groups ?? null };
};

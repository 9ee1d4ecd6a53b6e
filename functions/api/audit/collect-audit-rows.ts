import type { MemberId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { AuditRow } from '#shared/store/audit-row.ts';
import type { Deps } from './deps.ts';

/** The most rows that one request examines. A page may therefore be short or even empty and still have a successor. */
const maxRowsExamined = 2_000;
const pageSize = 200;
/** Rows are ordered by `seq`. The clocks that stamped them may differ by this much. */
const skewMilliseconds = 5 * 60_000;

export const auditSorts = ['newest', 'oldest'] as const;

export interface AuditFilter {
  readonly sort: (typeof auditSorts)[number];
  readonly limit: number;
  readonly memberId: MemberId | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** What else a row must be. */
  readonly matches: (row: AuditRow) => boolean;
}

const isWithin = ({ from, to }: AuditFilter, { at }: AuditRow): boolean =>
  (from === undefined || Date.parse(at) >= Date.parse(from)) && (to === undefined || Date.parse(at) < Date.parse(to));

/** Whether no later row of the order can be within the instants. */
const isPast = ({ sort, from, to }: AuditFilter, { at }: AuditRow): boolean =>
  sort === 'newest'
    ? from !== undefined && Date.parse(at) < Date.parse(from) - skewMilliseconds
    : to !== undefined && Date.parse(at) >= Date.parse(to) + skewMilliseconds;

const readRows = (
  scope: MemberScope,
  { sort, memberId }: AuditFilter,
  after: number | undefined,
  audit: Deps['audit'],
): Promise<readonly AuditRow[]> =>
  sort === 'newest'
    ? audit.newest(scope, { limit: pageSize, beforeSeq: after, memberId })
    : audit.oldest(scope, { limit: pageSize, afterSeq: after, memberId });

/** The matching rows after a `seq` in the order, and the `seq` before the next page; null at the end. */
export const collectAuditRows = async (
  scope: MemberScope,
  filter: AuditFilter,
  start: number | undefined,
  audit: Deps['audit'],
): Promise<{ rows: AuditRow[]; nextSeq: number | null }> => {
  const rows: AuditRow[] = [];
  let after = start;
  for (let examined = 0; examined < maxRowsExamined; ) {
    const read = await readRows(scope, filter, after, audit);
    for (const row of read) {
      if (isPast(filter, row)) return { rows, nextSeq: null };
      if (isWithin(filter, row) && filter.matches(row)) {
        if (rows.length === filter.limit) return { rows, nextSeq: after ?? null };
        rows.push(row);
      }
      after = row.seq;
    }
    if (read.length < pageSize) return { rows, nextSeq: null };
    examined += read.length;
  }
  return { rows, nextSeq: after ?? null };
};

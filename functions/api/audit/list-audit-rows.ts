import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { AuditRow } from '#shared/store/audit-row.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listAuditRows;
type Query = ApiRequest<Op, MemberScope>['query'];

/** The most rows that one request examines. A page may therefore be short or even empty and still have a successor. */
const maxRowsExamined = 2_000;
const pageSize = 200;
/** Rows are ordered by `seq`. The clocks that stamped them may differ by this much. */
const skewMilliseconds = 5 * 60_000;

const Position = z.number().int().positive();

/** The member whose rows the caller may see; undefined: every member. */
const visibleMember = (
  { role, memberId }: MemberScope,
  requested: MemberId | undefined,
): MemberId | 'nobody' | undefined => {
  if (role === 'admin') return requested;
  return requested === undefined || requested === memberId ? memberId : 'nobody';
};

const matches = ({ action, customerId, from, to }: Query, row: AuditRow): boolean =>
  (action === undefined || action.some((each) => row.action === each)) &&
  (customerId === undefined || row.customerId === customerId) &&
  (from === undefined || Date.parse(row.at) >= Date.parse(from)) &&
  (to === undefined || Date.parse(row.at) < Date.parse(to));

const isPast = ({ from }: Query, row: AuditRow): boolean =>
  from !== undefined && Date.parse(row.at) < Date.parse(from) - skewMilliseconds;

/** The matching rows below `beforeSeq`, and the `seq` where the next page begins; null at the end of the log. */
const collect = async (
  scope: MemberScope,
  query: Query,
  start: { readonly memberId: MemberId | undefined; readonly beforeSeq: number | undefined },
  audit: Deps['audit'],
): Promise<{ rows: AuditRow[]; nextSeq: number | null }> => {
  const rows: AuditRow[] = [];
  let { beforeSeq } = start;
  for (let examined = 0; examined < maxRowsExamined; ) {
    const read = await audit.newest(scope, { limit: pageSize, beforeSeq, memberId: start.memberId });
    for (const row of read) {
      if (isPast(query, row)) return { rows, nextSeq: null };
      if (matches(query, row)) {
        if (rows.length === query.limit) return { rows, nextSeq: beforeSeq ?? null };
        rows.push(row);
      }
      beforeSeq = row.seq;
    }
    if (read.length < pageSize) return { rows, nextSeq: null };
    examined += read.length;
  }
  return { rows, nextSeq: beforeSeq ?? null };
};

/**
 * Names and addresses are looked up on read. Audit rows hold none, so erasing a person does not break the hash chain.
 */
const withNames = async (scope: MemberScope, rows: readonly AuditRow[], { members, customers }: Deps) => {
  const emails = new Map<string, string>((await members.list(scope)).map(({ memberId, email }) => [memberId, email]));
  const anyCustomer = rows.some(({ customerId }) => customerId !== undefined);
  const names = new Map<string, string>(
    anyCustomer ? (await customers.list(scope)).map(({ customerId, name }) => [customerId, name]) : [],
  );
  return rows.map((row) => ({
    ...row,
    memberName: emails.get(row.memberId) ?? null,
    ...(row.customerId === undefined ? {} : { customerName: names.get(row.customerId) ?? null }),
  }));
};

export const listAuditRows = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const list = listName('audit', query);
  const beforeSeq =
    query.cursor === undefined ? undefined : await deps.cursors.decode(caller, list, query.cursor, Position);
  const memberId = visibleMember(caller, query.memberId);
  if (memberId === 'nobody') return { body: { items: [], nextCursor: null } };
  const { rows, nextSeq } = await collect(caller, query, { memberId, beforeSeq }, deps.audit);
  const nextCursor = nextSeq === null ? null : await deps.cursors.encode(caller, list, nextSeq);
  return { body: { items: await withNames(caller, rows, deps), nextCursor } };
};

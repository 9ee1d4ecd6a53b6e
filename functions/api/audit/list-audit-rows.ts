import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { AuditRow } from '#shared/store/audit-row.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listAuditRows;
type Query = ApiRequest<Op, MemberScope>['query'];

/** One request looks at this many rows at most; a page may then be short, even empty, and have a successor. */
const looksAtMost = 2_000;
const readAtOnce = 200;
/** Rows are in the order of their numbers, and the clocks that stamp them may disagree by this much. */
const skewMilliseconds = 5 * 60_000;

const Position = z.number().int().positive();

/** Whose rows the caller may see; undefined: everybody's. */
const visibleMember = (
  { role, memberId }: MemberScope,
  asked: MemberId | undefined,
): MemberId | 'nobody' | undefined => {
  if (role === 'admin') return asked;
  return asked === undefined || asked === memberId ? memberId : 'nobody';
};

const matches = ({ action, from, to }: Query, row: AuditRow): boolean =>
  (action === undefined || row.action === action) &&
  (from === undefined || Date.parse(row.at) >= Date.parse(from)) &&
  (to === undefined || Date.parse(row.at) < Date.parse(to));

const isPast = ({ from }: Query, row: AuditRow): boolean =>
  from !== undefined && Date.parse(row.at) < Date.parse(from) - skewMilliseconds;

/** Matching rows below a number, and the number to go on from; null where nothing is left. */
const collect = async (
  scope: MemberScope,
  query: Query,
  start: { readonly memberId: MemberId | undefined; readonly beforeSeq: number | undefined },
  audit: Deps['audit'],
): Promise<{ rows: AuditRow[]; goOnFrom: number | null }> => {
  const rows: AuditRow[] = [];
  let { beforeSeq } = start;
  for (let looked = 0; looked < looksAtMost; ) {
    const read = await audit.newest(scope, { limit: readAtOnce, beforeSeq, memberId: start.memberId });
    for (const row of read) {
      if (isPast(query, row)) return { rows, goOnFrom: null };
      if (matches(query, row)) {
        if (rows.length === query.limit) return { rows, goOnFrom: beforeSeq ?? null };
        rows.push(row);
      }
      beforeSeq = row.seq;
    }
    if (read.length < readAtOnce) return { rows, goOnFrom: null };
    looked += read.length;
  }
  return { rows, goOnFrom: beforeSeq ?? null };
};

/** Names and addresses are joined now, so that a row holds none and erasing a person does not break the chain. */
const named = async (scope: MemberScope, rows: readonly AuditRow[], { members, customers }: Deps) => {
  const emails = new Map<string, string>((await members.list(scope)).map(({ memberId, email }) => [memberId, email]));
  const anyCustomer = rows.some(({ customerId }) => customerId !== undefined);
  const names = new Map<string, string>(
    anyCustomer ? (await customers.list(scope)).map(({ customerId, name }) => [customerId, name]) : [],
  );
  return rows.map((row) => ({
    ...row,
    memberEmail: emails.get(row.memberId) ?? null,
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
  const { rows, goOnFrom } = await collect(caller, query, { memberId, beforeSeq }, deps.audit);
  const nextCursor = goOnFrom === null ? null : await deps.cursors.encode(caller, list, goOnFrom);
  return { body: { items: await named(caller, rows, deps), nextCursor } };
};

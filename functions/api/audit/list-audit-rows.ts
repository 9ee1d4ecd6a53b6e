import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { containsWords } from '#shared/api/search-words.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { AuditRow } from '#shared/store/audit-row.ts';
import { collectAuditRows } from './collect-audit-rows.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listAuditRows;
type Query = ApiRequest<Op, MemberScope>['query'];

const Position = z.number().int().positive();

/** The member whose rows the caller may see; undefined: every member. */
const visibleMember = (
  { role, memberId }: MemberScope,
  requested: MemberId | undefined,
): MemberId | 'nobody' | undefined => {
  if (role === 'admin') return requested;
  return requested === undefined || requested === memberId ? memberId : 'nobody';
};

/**
 * Adds names and addresses, which are looked up on read. Audit rows hold none, so erasing a person does not break the
 * hash chain.
 */
const readNames = async (scope: MemberScope, { members, customers }: Deps) => {
  const [people, companies] = await Promise.all([members.list(scope), customers.list(scope)]);
  const emails = new Map<string, string>(people.map(({ memberId, email }) => [memberId, email]));
  const names = new Map<string, string>(companies.map(({ customerId, name }) => [customerId, name]));
  return (row: AuditRow) => ({
    ...row,
    memberName: emails.get(row.memberId) ?? null,
    ...(row.customerId === undefined ? {} : { customerName: names.get(row.customerId) ?? null }),
  });
};
type WithNames = Awaited<ReturnType<typeof readNames>>;

/** What `q` is searched for in. */
const textOf = (row: ReturnType<WithNames>): string =>
  [row.action, row.outcome, row.target, row.memberName, row.customerName, row.reason, row.requestId].join(' ');

const matches = ({ action, customerId, q }: Query, withNames: WithNames, row: AuditRow): boolean =>
  (action === undefined || action.some((each) => row.action === each)) &&
  (customerId === undefined || row.customerId === customerId) &&
  (q === undefined || containsWords(textOf(withNames(row)), q));

export const listAuditRows = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const list = listName('audit', query);
  const start =
    query.cursor === undefined ? undefined : await deps.cursors.decode(caller, list, query.cursor, Position);
  const memberId = visibleMember(caller, query.memberId);
  if (memberId === 'nobody') return { body: { items: [], nextCursor: null } };
  const { sort = 'newest', limit, from, to } = query;
  const withNames = await readNames(caller, deps);
  const filter = { sort, limit, memberId, from, to, matches: (row: AuditRow) => matches(query, withNames, row) };
  const { rows, nextSeq } = await collectAuditRows(caller, filter, start, deps.audit);
  const nextCursor = nextSeq === null ? null : await deps.cursors.encode(caller, list, nextSeq);
  return { body: { items: rows.map(withNames), nextCursor } };
};

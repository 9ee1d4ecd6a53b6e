import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { BookTenant } from '#shared/book/book-tenants.ts';
import { readMemberNames } from '#shared/book/member-names.ts';
import { readBook } from '#shared/book/read-book.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { syncStatusWhenJudged } from '#shared/book/sync-status.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { findingsCsv } from '#shared/exports/findings-csv.ts';
import { toOcsfEvent } from '#shared/exports/to-ocsf-event.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.exportFindings;
type Request = ApiRequest<Op, MemberScope>;

/** The tenant and the key of the last finding of a page. A tenant before it is not read again. */
const Position = z.tuple([z.string().min(1), z.string().min(1)]);
type Position = z.output<typeof Position>;

interface Exported {
  readonly row: StoredFinding;
  readonly tenant: BookTenant;
}

const positionOf = ({ row }: Exported): Position => [row.tenantId, row.findingKey];

const isAfter = (item: Exported, position: Position): boolean => {
  const [tenantId, key] = positionOf(item);
  return tenantId > position[0] || (tenantId === position[0] && key > position[1]);
};

const matches = (row: StoredFinding, { severity, state }: Request['query']): boolean =>
  (severity?.includes(row.severity) ?? true) && (state?.includes(row.state) ?? true);

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The same request for the next page. https://www.rfc-editor.org/rfc/rfc8288 */
const linkToNext = ({ origin, query }: Request, cursor: string): string => {
  const { limit, cursor: _this, ...filters } = query;
  const parameters = new URLSearchParams({ limit: String(limit), cursor });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) parameters.set(name, String(value));
  return `<${origin}/v1/exports/findings?${parameters}>; rel="next"`;
};

/** Every finding of the book in a lasting order, so that a page costs what it holds, however large the book is. */
export const exportFindings = async (request: Request, deps: Deps): Promise<ApiAnswer<Op>> => {
  const { caller, query, requestId } = request;
  const { cursors, clock, rows, audit } = deps;
  const limitHeaders = await deps.consumeRateLimit(caller);
  const [{ tenants }, memberNames] = await Promise.all([readBook(caller, deps), readMemberNames(caller, deps)]);
  const list = listName('exported-findings', query);
  const from = query.cursor === undefined ? undefined : await cursors.decode(caller, list, query.cursor, Position);
  const paging = { cursors, caller, query, list, position: Position, positionOf, isAfter };
  const { items, nextCursor } = await paginate(exported(from?.[0] ?? ''), paging);
  // Before the answer: what could not be audited is not handed out.
  const entry = { action: 'findings.exported', target: query.format, requestId, outcome: 'done' } as const;
  await audit.append(caller, { ...entry, memberId: caller.memberId });
  const now = clock.now();
  const answered = ({ row, tenant }: Exported) => storedFindingAnswer(row, tenant, { now, memberNames });
  if (query.format === 'csv') {
    const next = nextCursor === null ? {} : { link: linkToNext(request, nextCursor) };
    return { csv: findingsCsv(items.map(answered)), headers: { ...limitHeaders, ...next } };
  }
  const events = items.map((item) => toOcsfEvent(answered(item), item.row));
  return {
    body: { items: events, nextCursor, ...syncStatusWhenJudged(judgedSurfaces, tenants) },
    headers: limitHeaders,
  };

  async function* exported(fromTenant: string): AsyncIterable<Exported> {
    const ordered = tenants.toSorted((one, other) => byText(one.connection.tenantId, other.connection.tenantId));
    for (const tenant of ordered.filter(({ connection }) => connection.tenantId >= fromTenant)) {
      const stored = await rows.ofTenant(caller, tenant.connection.tenantId);
      const wanted = stored.filter((row) => matches(row, query));
      yield* wanted.toSorted((one, other) => byText(one.findingKey, other.findingKey)).map((row) => ({ row, tenant }));
    }
  }
};

import { listName } from '#shared/api/cursor.ts';
import { containsWords } from '#shared/api/search-words.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { RunId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Run } from '#shared/store/run-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { requireConnection, toAnswer } from './run-answer.ts';

type Op = typeof contract.operations.listRuns;
type Query = ApiRequest<Op, MemberScope>['query'];

/** What `q` is searched for in. */
const textOf = ({ runId, kind, state, surfaces }: Run): string =>
  [runId, kind, state, ...Object.entries(surfaces).map(([id, surface]) => `${id} ${surface.state}`)].join(' ');

const matches = ({ kind, state, q }: Query, run: Run): boolean =>
  (kind?.includes(run.kind) ?? true) &&
  (state?.includes(run.state) ?? true) &&
  (q === undefined || containsWords(textOf(run), q));

export const listRuns = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { runs, cursors } = deps;
  const connection = await requireConnection(deps, caller, params.connectionId);
  const { connectionId } = connection;
  const { limit, sort } = query;
  const list = listName('runs', { ...query, connectionId });
  const after = query.cursor === undefined ? undefined : await cursors.decode(caller, list, query.cursor, RunId);
  const page = await runs.ofConnection(caller, connectionId, { limit, sort, after });
  const nextCursor = page.next === undefined ? null : await cursors.encode(caller, list, page.next);
  // A page that the filters shorten still has a next page.
  const matching = page.items.filter((run) => matches(query, run));
  return { body: { items: matching.map((run) => toAnswer(run, connection)), nextCursor } };
};

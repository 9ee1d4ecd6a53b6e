import { listName } from '#shared/api/cursor.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { RunId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { requireConnection, toAnswer } from './run-answer.ts';

type Op = typeof contract.operations.listRuns;

export const listRuns = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { runs, cursors } = deps;
  const connection = await requireConnection(deps, caller, params.connectionId);
  const { connectionId } = connection;
  const list = listName('runs', { ...query, connectionId });
  const before = query.cursor === undefined ? undefined : await cursors.decode(caller, list, query.cursor, RunId);
  const page = await runs.ofConnection(caller, connectionId, { limit: query.limit, before });
  const nextCursor = page.next === undefined ? null : await cursors.encode(caller, list, page.next);
  // A page that the filters shorten still has a next page.
  const matching = page.items.filter(
    ({ kind, state }) => (query.kind?.includes(kind) ?? true) && (query.state?.includes(state) ?? true),
  );
  return { body: { items: matching.map((run) => toAnswer(run, connection)), nextCursor } };
};

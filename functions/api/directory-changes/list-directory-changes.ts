import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import { Instant } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import {
  changeCounts,
  changeLines,
  directoryChangesSurfaces,
  isOlderChange,
} from '#shared/views/directory-changes/view.ts';
import { readView } from '#shared/views/read-view.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listDirectoryChanges;

const Position = z.object({ at: Instant, changeId: z.string() });

export const listDirectoryChanges = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { tenants, synced } = await readView(caller, params.customerId, directoryChangesSurfaces, deps);
  const lines = changeLines(tenants);
  const page = await paginate(lines, {
    cursors: deps.cursors,
    caller,
    query,
    position: Position,
    isAfter: isOlderChange,
    list: listName('directory changes', params),
    positionOf: ({ at, changeId }) => ({ at, changeId }),
  });
  return { body: { ...page, counts: changeCounts(tenants, lines), ...synced } };
};

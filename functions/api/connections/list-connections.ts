import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { toAnswer } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listConnections;

export const listConnections = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { connections, customers, cursors, surfaceStatesOf, clock }: Deps,
): Promise<ApiAnswer<Op>> => {
  const [all, companies] = await Promise.all([connections.list(caller), customers.list(caller)]);
  const page = await paginate(all, {
    cursors,
    caller,
    query,
    list: listName('connections'),
    position: z.string(),
    positionOf: ({ connectionId }) => connectionId,
    isAfter: ({ connectionId }, from) => connectionId > from,
  });
  const states = await Promise.all(page.items.map(({ tenantId }) => surfaceStatesOf(caller, tenantId)));
  const items = page.items.map((connection, at) =>
    toAnswer(connection, { customers: companies, surfaces: states[at] ?? {}, now: clock.now() }),
  );
  return { body: { items, nextCursor: page.nextCursor } };
};

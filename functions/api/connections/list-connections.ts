import { pageOfList } from '#shared/api/page-of-list.ts';
import { folded } from '#shared/api/search-words.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { credentialState } from '#shared/kernel/credential-state.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { toAnswer } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

const sorts = {
  oldest: ({ connectionId }: Connection) => connectionId,
  tenant: ({ tenantName, tenantId }: Connection) => folded(tenantName ?? tenantId),
};

type Op = typeof contract.operations.listConnections;

export const listConnections = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { connections, customers, cursors, surfaceStatesOf, clock }: Deps,
): Promise<ApiAnswer<Op>> => {
  const [all, companies] = await Promise.all([connections.list(caller), customers.list(caller)]);
  const now = clock.now();
  const matching = all.filter(
    ({ mode, credential }) =>
      (query.mode?.includes(mode) ?? true) &&
      (query.credentialState?.includes(credentialState(credential, now)) ?? true),
  );
  const page = await pageOfList(matching, {
    cursors,
    caller,
    query,
    list: 'connections',
    sorts,
    defaultSort: 'oldest',
    idOf: ({ connectionId }) => connectionId,
    textOf: ({ tenantName, tenantId, verifiedDomains }) => [tenantName ?? '', tenantId, ...verifiedDomains].join(' '),
  });
  const states = await Promise.all(page.items.map(({ tenantId }) => surfaceStatesOf(caller, tenantId)));
  const items = page.items.map((connection, at) =>
    toAnswer(connection, { customers: companies, surfaces: states[at] ?? {}, now }),
  );
  return { body: { items, nextCursor: page.nextCursor } };
};

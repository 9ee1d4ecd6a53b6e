import { readTenants } from '#shared/book/read-book.ts';
import { syncedNow } from '#shared/book/surfaces.ts';
import { findingOf } from '#shared/findings/index.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { answerOf } from './answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getFinding;

/** One finding, with the surfaces that it stands on. A key that is none and a finding that is not there get the same answer. */
export const getFinding = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const row = await deps.rows.byKey(caller, params.findingKey);
  const [customers, connections] = await Promise.all([deps.customers.list(caller), deps.connections.list(caller)]);
  const own = connections.filter(({ tenantId }) => tenantId === row?.tenantId);
  const [tenant] = await readTenants(caller, own, customers, deps);
  if (row === undefined || tenant === undefined) throw new AppError('NotFound', 'there is no finding with this key');
  const { requires = [], consults = [] } = findingOf(row.findingId) ?? {};
  const [history, synced] = await Promise.all([
    deps.history.ofFinding(caller, params.findingKey),
    syncedNow(caller, [...requires, ...consults], [tenant], deps.statesOf),
  ]);
  return { body: { ...answerOf(row, tenant, deps.clock.now()), history: [...history], ...synced } };
};

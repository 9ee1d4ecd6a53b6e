import { readTenant } from '#shared/book/read-book.ts';
import { currentSyncStatus } from '#shared/book/sync-status.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ViewDeps } from '#shared/views/define-view.ts';
import { verdictsOfTenants } from '#shared/views/verdicts/make.ts';
import { verdicts } from '#shared/views/verdicts/view.ts';
import type { ConnectionVerdictsOperation } from './contract.ts';

type Op = ConnectionVerdictsOperation;

export const listConnectionVerdicts = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: ViewDeps,
): Promise<ApiAnswer<Op>> => {
  const connection = await deps.connections.get(caller, params.connectionId);
  if (connection === undefined) throw new AppError('NotFound', `there is no connection ${params.connectionId}`);
  const tenants = [await readTenant(caller, connection, deps)];
  const [items, synced] = await Promise.all([
    verdictsOfTenants(caller, tenants, undefined, deps),
    currentSyncStatus(caller, verdicts.surfaceIds, tenants, deps.surfaceStatesOf),
  ]);
  return { body: { items, ...synced } };
};

import { readCustomer } from '#shared/book/read-book.ts';
import { currentSyncStatus } from '#shared/book/sync-status.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { hardeningSurfaces, hardeningView } from '#shared/views/hardening/view.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getHardening;

export const getHardening = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const of = await readCustomer(caller, params.customerId, deps);
  const [view, synced] = await Promise.all([
    hardeningView(caller, of, deps),
    currentSyncStatus(caller, hardeningSurfaces, of.tenants, deps.surfaceStatesOf),
  ]);
  return { body: { ...view, ...synced } };
};

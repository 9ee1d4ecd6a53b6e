import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { View, ViewDeps } from '#shared/views/define-view.ts';
import { readView } from '#shared/views/read-view.ts';
import type { PageOperation } from './contract.ts';

/** The use case of one page: reads what the view declares, and returns it with the states of its surfaces. */
export const readPage =
  (view: View) =>
  async (
    { caller, params, query = {} }: ApiRequest<PageOperation, MemberScope>,
    deps: ViewDeps,
  ): Promise<ApiAnswer<PageOperation>> => {
    const of = await readView(caller, params.customerId, view, deps);
    return { body: { ...(await view.make({ ...of, query }, deps)), ...of.synced } };
  };

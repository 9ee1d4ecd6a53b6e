import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readPriceList, toPriceListAnswer } from './price-list.ts';

type Op = typeof contract.operations.getPrices;

export const getPrices = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => ({
  body: toPriceListAnswer(await readPriceList(caller, query.customerId, deps)),
});

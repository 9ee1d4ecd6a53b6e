import { findingWithHistory, readFinding } from '#shared/book/finding-with-history.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getFinding;

export const getFinding = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => ({
  body: await findingWithHistory(caller, await readFinding(caller, params.findingKey, deps), deps),
});

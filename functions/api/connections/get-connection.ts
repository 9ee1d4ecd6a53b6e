import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { readAnswer, requireConnection } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getConnection;

export const getConnection = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => ({
  body: await readAnswer(caller, await requireConnection(deps, caller, params.connectionId), deps),
});

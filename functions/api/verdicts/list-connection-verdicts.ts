import { readTenant } from '#shared/book/read-book.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readVerdicts } from './verdicts-answer.ts';

type Op = typeof contract.operations.listConnectionVerdicts;

export const listConnectionVerdicts = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await deps.connections.get(caller, params.connectionId);
  if (connection === undefined) throw new AppError('NotFound', `there is no connection ${params.connectionId}`);
  const tenant = await readTenant(caller, connection, deps);
  return { body: await readVerdicts(caller, [tenant], undefined, deps) };
};

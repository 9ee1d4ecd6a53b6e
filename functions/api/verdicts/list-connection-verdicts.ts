import { readTenants } from '#shared/book/read-book.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { verdictsAnswer } from './verdicts-answer.ts';

type Op = typeof contract.operations.listConnectionVerdicts;

export const listConnectionVerdicts = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const [customers, connections] = await Promise.all([deps.customers.list(caller), deps.connections.list(caller)]);
  const own = connections.filter(({ connectionId }) => connectionId === params.connectionId);
  if (own.length === 0) throw new AppError('NotFound', `there is no connection ${params.connectionId}`);
  return { body: await verdictsAnswer(caller, await readTenants(caller, own, customers, deps), undefined, deps) };
};

import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { toAnswer } from './run-answer.ts';

type Op = typeof contract.operations.getRun;

export const getRun = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  { runs, connections }: Deps,
): Promise<ApiAnswer<Op>> => {
  const run = await runs.get(caller, params.runId);
  if (run === undefined) throw new AppError('NotFound', `there is no run ${params.runId}`);
  return { body: toAnswer(run, await connections.get(caller, run.connectionId)) };
};

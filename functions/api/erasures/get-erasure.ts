import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { toAnswer } from './erasure-answer.ts';

type Op = typeof contract.operations.getErasure;

export const getErasure = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  { erasures }: Deps,
): Promise<ApiAnswer<Op>> => {
  const erasure = await erasures.get(caller, params.erasureId);
  if (erasure === undefined) throw new AppError('NotFound', `there is no erasure ${params.erasureId}`);
  return { body: toAnswer(erasure) };
};

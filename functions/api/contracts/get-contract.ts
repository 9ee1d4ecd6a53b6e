import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getContract;

/** Throws the same `NotFound` for an unknown customer and for a customer without a contract. */
export const getContract = async (
  { caller, params: { customerId } }: ApiRequest<Op, MemberScope>,
  { contracts }: Deps,
): Promise<ApiAnswer<Op>> => {
  const inForce = await contracts.inForce(caller, customerId);
  if (inForce === undefined) throw new AppError('NotFound', `there is no contract for customer ${customerId}`);
  const { contractId, source, storedAt } = inForce.pointer;
  return { body: { customerId, contractId, source, storedAt, skus: [...inForce.skus] } };
};

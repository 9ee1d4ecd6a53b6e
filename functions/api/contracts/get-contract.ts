import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getContract;

/** Throws the same `NotFound` for an unknown customer and for a customer without a contract. */
export const getContract = async (
  { caller, params: { customerId } }: ApiRequest<Op, MemberScope>,
  { contracts, customers }: Deps,
): Promise<ApiAnswer<Op>> => {
  const [customer, inForce] = await Promise.all([
    customers.get(caller, customerId),
    contracts.inForce(caller, customerId),
  ]);
  if (customer === undefined || inForce === undefined)
    throw new AppError('NotFound', `there is no contract for customer ${customerId}`);
  const { contractId, source, storedAt } = inForce.pointer;
  return {
    body: {
      customerId,
      customerName: customer.name,
      contractId,
      source,
      storedAt,
      skus: inForce.skus.map((sku) => ({ ...sku, periods: [...sku.periods] })),
    },
  };
};

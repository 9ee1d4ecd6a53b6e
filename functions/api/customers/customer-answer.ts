import type { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { linkedCustomers } from '#shared/kernel/linked-customers.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { CustomerAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

export const toAnswer = (customer: Customer, connections: readonly Connection[]): z.input<typeof CustomerAnswer> => {
  const linked = connections.filter((connection) => linkedCustomers(connection, [customer]).length > 0);
  return {
    customerId: customer.customerId,
    name: customer.name,
    domains: customer.domains,
    tenantIds: linked.map(({ tenantId }) => tenantId),
    tenantNames: linked.map(({ tenantName }) => tenantName),
    createdAt: customer.createdAt,
  };
};

/** Throws the same `NotFound` for a customer that never existed, was removed or belongs to another MSP. */
export const requireCustomer = async (
  { customers }: Pick<Deps, 'customers'>,
  scope: MspScope,
  customerId: CustomerId,
): Promise<Customer> => {
  const customer = await customers.get(scope, customerId);
  if (customer === undefined) throw new AppError('NotFound', `there is no customer ${customerId}`);
  return customer;
};

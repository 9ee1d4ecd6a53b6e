import { matchingCustomers } from '#shared/communications/domain-filter.ts';
import { eventParticipants, messageAddresses } from '#shared/communications/participants.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { Deps } from './deps.ts';

/** Deletes the mail and meetings of a customer in which none of its domains takes part; all of them if it has none. */
export const deleteUnmatched = async (
  scope: MspScope,
  customer: Pick<Customer, 'customerId' | 'domains'>,
  { messages, events }: Pick<Deps, 'messages' | 'events'>,
): Promise<void> => {
  const isKept = (addresses: readonly string[]) => matchingCustomers(addresses, [customer]).length > 0;
  await messages.deleteOfCustomer(scope, customer.customerId, (copy) => isKept(messageAddresses(copy)));
  await events.deleteOfCustomer(scope, customer.customerId, (copy) => isKept(eventParticipants(copy)));
};

import { enterMailbox } from '#shared/api/connection-request.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Customer } from '#shared/store/customer-store.ts';

const refuse = (pointer: string, detail: string): never => {
  throw new AppError('InvalidInput', detail, { pointers: [{ in: 'body', pointer, detail }] });
};

export const refuseUnknownCustomers = (customerIds: readonly CustomerId[], customers: readonly Customer[]): void => {
  const known = new Set(customers.map(({ customerId }) => customerId));
  for (const [at, customerId] of customerIds.entries()) {
    if (!known.has(customerId)) refuse(`/customerIds/${at}`, `there is no customer ${customerId}`);
  }
};

/** Mail is read from listed mailboxes only: an empty list never means every mailbox of the tenant. */
export const refuseEmptyMailboxList = ({ reads, mailboxes }: Pick<Connection, 'reads' | 'mailboxes'>): void => {
  if (reads.includes('communications') && mailboxes.length === 0) {
    refuse('/mailboxes', enterMailbox);
  }
};

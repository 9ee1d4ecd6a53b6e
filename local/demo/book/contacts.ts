import { addressOf } from '#local/microsoft/generate/generate-mail.ts';
import type { Address } from '#local/microsoft/mailbox.ts';
import type { SimulatedMailbox, SimulatedTenant } from '#local/microsoft/tenant.ts';
import type { DemoCustomer } from './demo-customer.ts';

/** The two people of a customer who write to the MSP: its third and fourth member. */
export interface Contacts {
  readonly name: string;
  readonly first: Address;
  readonly second: Address;
}

export const contactsOf = ({ name, tenant }: DemoCustomer): Contacts => {
  const [, , first, second] = tenant.users;
  if (first === undefined || second === undefined) throw new Error(`${name} has too few people to write mail`);
  return { name, first: addressOf(first), second: addressOf(second) };
};

/** Finds contacts by the customer's name, so that the mail plan is readable. */
export const addressBook = (customers: readonly DemoCustomer[]) => {
  const byName = new Map(customers.map((customer) => [customer.name, contactsOf(customer)]));
  return {
    all: [...byName.values()],
    of(name: string): Contacts {
      const contacts = byName.get(name);
      if (contacts === undefined) throw new Error(`the book has no customer ${name}`);
      return contacts;
    },
  };
};
export type AddressBook = ReturnType<typeof addressBook>;

export const mailboxOf = (tenant: SimulatedTenant, upn: string): SimulatedMailbox => {
  const mailbox = tenant.users.find(({ userPrincipalName }) => userPrincipalName === upn)?.mailbox;
  if (mailbox === null || mailbox === undefined) throw new Error(`nobody has the mailbox ${upn}`);
  return mailbox;
};

import { aMessage, type MessageOptions } from '#local/microsoft/generate/generate-mail.ts';
import { mailTopics } from '#local/microsoft/generate/sample-names.ts';
import type { Address } from '#local/microsoft/mailbox.ts';
import { type Random, random } from '#local/microsoft/random.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { type AddressBook, addressBook, mailboxOf } from './contacts.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { helpdesk, ines, milo, uma } from './demo-msp.ts';
import { longMail } from './long-mail.ts';
import { fillCalendars } from './northgate-meetings.ts';

/** Puts a message into a technician's mailbox. */
type Put = (owner: Address, wish: MessageOptions) => void;

/**
 * Mail of the last two weeks. 38 rows are kept (a row is a message and a customer):
 *
 * - 3 a customer, for 11 customers: to Milo; his reply; to the helpdesk with a copy to Ines, which lies in two
 *   mailboxes and is one row. = 33
 * - 1 message of two customers (Marlowe, Osprey) = 2 rows; 1 for Linden by its reply-to alone; 1 private one of Harrow
 *   & Finch; 1 to Calder by bcc alone.
 *
 * 15 are dropped: 6 of vendors, 2 of look-alike domains, 3 among colleagues, 1 from an X500 address, 1 draft, 1 junk, 1
 * deleted. 2 are never requested: one received 15 days ago, one in Uma's mailbox, which is not on the list.
 */
export const fillMailboxes = (tenant: SimulatedTenant, customers: readonly DemoCustomer[], now: Date): void => {
  const draw = random(901);
  const book = addressBook(customers);
  const put: Put = (owner, wish) => void mailboxOf(tenant, owner.address).messages.push(aMessage(draw, now, wish));
  ordinaryMail(put, book, draw);
  specialMail(put, book);
  unwantedMail(put, book);
  fillCalendars(tenant, book, now);
};

const ordinaryMail = (put: Put, book: AddressBook, draw: Random): void => {
  for (const [index, { first, second }] of book.all.entries()) {
    const subject = mailTopics[index % mailTopics.length] ?? 'Question';
    const conversationId = `AAQkA${draw.token(40)}=`;
    const hoursAgo = index * 7 + 3;
    const text = index === 0 ? { text: longMail } : {};
    put(milo, { subject, from: first, to: [milo], conversationId, hoursAgo, hasAttachments: index % 3 === 0, ...text });
    const reply = { subject: `RE: ${subject}`, from: milo, to: [first], conversationId, folder: 'sentitems' as const };
    put(milo, { ...reply, hoursAgo: hoursAgo - 1 });
    const copy = {
      subject: mailTopics[(index + 5) % mailTopics.length] ?? 'Question',
      from: second,
      to: [helpdesk],
      cc: [ines],
      internetMessageId: `<${draw.token(24)}@mail.example>`,
      text: `Dear helpdesk,\n\nplease see the subject, and call ${second.name} back.\n\nThank you`,
      hoursAgo: hoursAgo + 30,
    };
    put(helpdesk, copy);
    put(ines, copy);
  }
};

const specialMail = (put: Put, book: AddressBook): void => {
  const [marlowe, osprey] = [book.of('Marlowe Dental Care').first, book.of('Osprey Catering').first];
  put(helpdesk, {
    subject: 'Lunch order system for the practice',
    from: marlowe,
    to: [helpdesk],
    cc: [osprey],
    hoursAgo: 20,
  });
  const ticketing = { name: 'Ticketing', address: 'noreply@ticketing.example' };
  const { first: linden } = book.of('Linden Community Clinic');
  put(helpdesk, {
    subject: 'Ticket 4711 was updated',
    from: ticketing,
    to: [helpdesk],
    replyTo: [linden],
    hoursAgo: 9,
  });
  const { first: harrow } = book.of('Harrow & Finch Accounting');
  put(ines, { subject: 'Between us: a colleague leaves', from: harrow, to: [ines], sensitivity: 2, hoursAgo: 15 });
  const vendor = { name: 'Firewall Vendor', address: 'sales@firewalls.example' };
  const { first: calder } = book.of('Calder Logistics');
  put(milo, {
    subject: 'Order of the firewall',
    from: milo,
    to: [vendor],
    bcc: [calder],
    folder: 'sentitems',
    hoursAgo: 40,
  });
};

const unwantedMail = (put: Put, book: AddressBook): void => {
  for (let number = 1; number <= 6; number += 1) {
    const from = { name: 'Vendor News', address: `news${number}@vendor.example` };
    put(number % 2 === 0 ? milo : ines, {
      subject: `This month's offers, part ${number}`,
      from,
      to: [milo],
      hoursAgo: number * 11,
    });
  }
  for (const address of [
    'reception@marlowedental.example.parcels.example',
    'reception@marlowedental-billing.example',
  ]) {
    put(milo, { subject: 'Overdue invoice', from: { name: 'Marlowe Dental Care', address }, to: [milo], hoursAgo: 6 });
  }
  for (const hoursAgo of [5, 29, 53]) put(milo, { subject: 'Who is on call?', from: ines, to: [milo, uma], hoursAgo });
  const legacy = {
    name: 'Scanner',
    address: '/O=EXCHANGELABS/OU=EXCHANGE ADMINISTRATIVE GROUP/CN=RECIPIENTS/CN=SCANNER',
  };
  put(milo, { subject: 'Scan', from: legacy, to: [milo], hoursAgo: 8 });
  const contact = (name: string): Address => book.of(name).first;
  put(ines, {
    subject: 'Offer (unfinished)',
    from: ines,
    to: [contact('Tidewater Motors')],
    folder: 'drafts',
    hoursAgo: 4,
  });
  put(milo, { subject: 'You won', from: contact('Calder Logistics'), to: [milo], folder: 'junkemail', hoursAgo: 12 });
  put(milo, {
    subject: 'Old question',
    from: contact('Bryn & Tolley Legal'),
    to: [milo],
    folder: 'deleteditems',
    hoursAgo: 60,
  });
  put(ines, { subject: 'Too long ago', from: contact('Aldergate Pharmacy'), to: [ines], hoursAgo: 15 * 24 });
  put(uma, { subject: 'For Uma alone', from: contact('Marlowe Dental Care'), to: [uma], hoursAgo: 7 });
};

import { anEvent, attendee, type EventOptions } from '#local/microsoft/generate/generate-mail.ts';
import type { Address } from '#local/microsoft/mailbox.ts';
import { random } from '#local/microsoft/random.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { type AddressBook, mailboxOf } from './contacts.ts';
import { helpdesk, ines, milo, uma } from './demo-msp.ts';

type Put = (owners: readonly Address[], wish: EventOptions) => void;

/**
 * Meetings from 7 days ago to 14 days ahead. 12 rows are kept (a row is a meeting and a customer):
 *
 * - 4 service reviews by Milo with Ines, which are in both calendars and one row each; 1 change window in the past
 *   (Calder)
 * - 1 private one of Harrow & Finch, without its subject; 1 canceled one of Tidewater; 1 that lasts a day (Stonebridge)
 * - 1 with two customers (Marlowe, Osprey) = 2 rows; 2 occurrences of a weekly series with Aldergate
 *
 * 2 among colleagues are dropped. 2 are outside the window (8 days ago with Fennimore, in 20 days with Aldergate).
 */
export const fillCalendars = (tenant: SimulatedTenant, book: AddressBook, now: Date): void => {
  const draw = random(902);
  const put: Put = (owners, wish) => {
    const event = anEvent(draw, now, wish);
    for (const owner of owners) {
      // A meeting has the same iCalUId but another id in every calendar.
      const { id } = anEvent(draw, now, wish);
      mailboxOf(tenant, owner.address).events.push({ ...event, id });
    }
  };
  reviews(put, book);
  specialMeetings(put, book);
  unwantedMeetings(put, book);
};

const reviews = (put: Put, book: AddressBook): void => {
  for (const [index, { first }] of book.all.slice(0, 4).entries()) {
    const attendees = [attendee(first, 'tentativelyAccepted'), attendee(ines)];
    put([milo, ines], { subject: 'Monthly service review', organizer: milo, attendees, inHours: 24 * (index + 1) });
  }
};

const specialMeetings = (put: Put, book: AddressBook): void => {
  const contact = (name: string) => attendee(book.of(name).first, 'notResponded');
  const by = (organizer: Address, ...names: readonly string[]) => ({ organizer, attendees: names.map(contact) });
  put([milo], { subject: 'Firewall change window', ...by(milo, 'Calder Logistics'), inHours: -48, joinUrl: null });
  put([ines], { subject: 'A delicate matter', ...by(ines, 'Harrow & Finch Accounting'), inHours: 30, sensitivity: 2 });
  put([milo], { subject: 'License true-up', ...by(milo, 'Tidewater Motors'), inHours: 50, isCancelled: true });
  put([helpdesk], {
    subject: 'New offices: on site',
    ...by(helpdesk, 'Stonebridge Foods'),
    inHours: 120,
    minutes: 1440,
    isAllDay: true,
  });
  put([milo], { subject: 'Lunch orders', ...by(milo, 'Marlowe Dental Care', 'Osprey Catering'), inHours: 100 });
  const series = {
    subject: 'Weekly check-in',
    ...by(milo, 'Aldergate Pharmacy'),
    seriesMasterId: 'AAkALgWeeklyCheckIn',
  };
  put([milo], { ...series, type: 'seriesMaster', seriesMasterId: null, inHours: -96 });
  for (const inHours of [-96, 72]) put([milo], { ...series, type: 'occurrence', inHours });
};

const unwantedMeetings = (put: Put, book: AddressBook): void => {
  for (const inHours of [26, 194])
    put([milo, ines], { subject: 'Team', organizer: ines, attendees: [attendee(milo), attendee(uma)], inHours });
  const contact = (name: string) => [attendee(book.of(name).first)];
  put([milo], {
    subject: 'Past the window',
    organizer: milo,
    attendees: contact('Fennimore Architects'),
    inHours: -8 * 24,
  });
  put([milo], {
    subject: 'Beyond the window',
    organizer: milo,
    attendees: contact('Aldergate Pharmacy'),
    inHours: 20 * 24,
  });
};

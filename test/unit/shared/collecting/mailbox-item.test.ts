import { describe, expect, it } from 'vitest';
import { copiesOfEvent, copiesOfMessage, type MailboxContext } from '#shared/collecting/mailbox-item.ts';
import { Customer } from '#shared/store/customer-store.ts';
import { calendarEvent, mailMessage, party } from '#test/support/mail-facts.ts';
import { connectionId, customerId, mailboxId, mspId, runOf } from '#test/support/numbered-tenants.ts';

const customer = (number: number, domain: string, includeSubdomains = false): Customer =>
  Customer.parse({
    mspId: mspId(1),
    customerId: customerId(number),
    name: domain,
    domains: [{ domain, includeSubdomains }],
    createdAt: '2026-01-01T00:00:00.000Z',
    revision: 1,
  });

const context: MailboxContext = {
  run: runOf(1),
  mailbox: { mailboxId: mailboxId(1), upn: 'tess@msp.example' },
  customers: [customer(1, 'acme.example'), customer(2, 'bolt.example')],
  isErased: (address) => address === 'erased@acme.example',
  factVersion: 1,
  now: new Date('2026-11-22T12:00:00.000Z'),
};
const customersOf = (own: Parameters<typeof mailMessage>[0]) =>
  copiesOfMessage(mailMessage({ from: null, sender: null, to: [], cc: [], bcc: [], replyTo: [], ...own }), context).map(
    (copy) => copy.customerId,
  );

describe('the stored copies of a message', () => {
  it.each([
    ['from', { from: party('ann@acme.example') }],
    ['sender', { sender: party('ann@acme.example') }],
    ['to', { to: [party('x@elsewhere.example'), party('ann@acme.example')] }],
    ['cc', { cc: [party('ann@acme.example')] }],
    ['bcc', { bcc: [party('ann@acme.example')] }],
    ['reply-to', { replyTo: [party('ann@acme.example')] }],
  ])('include the customer whose address is in %s', (_field, own) => {
    expect(customersOf(own)).toEqual([customerId(1)]);
  });

  it('are one per customer that the message touches', () => {
    const both = { to: [party('ann@acme.example'), party('bob@bolt.example'), party('al@acme.example')] };
    expect(customersOf(both)).toEqual([customerId(1), customerId(2)]);
  });

  it.each([
    ['nobody of a customer', { from: party('who@elsewhere.example') }],
    ['a look-alike', { from: party('ann@acme.example.evil.example') }],
    ['a sub-domain that was not asked for', { from: party('ann@mail.acme.example') }],
    ['no address at all', {}],
  ])('are none with %s', (_reason, own) => {
    expect(customersOf(own)).toEqual([]);
  });

  it('are none where a participant was erased', () => {
    for (const field of ['to', 'cc', 'bcc', 'replyTo'] as const) {
      const own = { from: party('ann@acme.example'), [field]: [party('erased@acme.example')] };
      expect(customersOf(own)).toEqual([]);
    }
  });

  it('are none for a message received 14 days ago, and expire 14 days after receipt', () => {
    expect(customersOf({ from: party('ann@acme.example'), receivedAt: '2026-11-08T12:00:00.000Z' })).toEqual([]);
    const [copy] = copiesOfMessage(mailMessage({ receivedAt: '2026-11-08T12:00:01.000Z' }), context);
    expect(copy?.expiresAtSeconds).toBe(Date.UTC(2026, 10, 22, 12, 0, 1) / 1000);
  });

  it('have neither subject nor preview where the message is private', () => {
    const [copy] = copiesOfMessage(mailMessage({ isPrivate: true, subject: 'secret', preview: 'secret' }), context);
    expect(copy?.copy).toMatchObject({ subject: null, preview: null, from: party('ann@acme.example') });
    expect(JSON.stringify(copy)).not.toContain('secret');
  });

  it('name their connection, tenant and mailbox by id', () => {
    const [copy] = copiesOfMessage(mailMessage(), context);
    expect(copy).toMatchObject({
      mailboxId: mailboxId(1),
      connectionId: connectionId(1),
      graphId: 'graph-1',
      copy: { graphId: 'graph-1', mailboxId: mailboxId(1), mailbox: 'tess@msp.example' },
    });
  });

  it('have the same hash until any field changes', () => {
    const hash = (own: Parameters<typeof mailMessage>[0], version = 1) =>
      copiesOfMessage(mailMessage(own), { ...context, factVersion: version })[0]?.hash;
    expect(hash({})).toBe(hash({}));
    expect(hash({ hasAttachments: true })).not.toBe(hash({}));
    expect(hash({}, 2)).not.toBe(hash({}));
  });
});

describe('the stored copies of an event', () => {
  it('include the customers of organizer and attendees, and expire 14 days after its end', () => {
    const [copy, ...others] = copiesOfEvent(calendarEvent(), context);
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ customerId: customerId(1), expiresAtSeconds: Date.UTC(2026, 11, 7, 11) / 1000 });
    expect(
      copiesOfEvent(calendarEvent({ organizer: party('bob@bolt.example'), attendees: [] }), context),
    ).toMatchObject([{ customerId: customerId(2) }]);
  });

  it('are separate for each instance of a series, and for one that was moved', () => {
    const series = { iCalUId: 'series', seriesMasterId: 'master' };
    const monday = calendarEvent({ ...series, eventId: 'i1' });
    const tuesday = {
      ...monday,
      eventId: 'i2',
      startAt: '2026-11-24T10:00:00.000Z',
      endAt: '2026-11-24T11:00:00.000Z',
    };
    const moved = { ...monday, startAt: '2026-11-25T10:00:00.000Z', endAt: '2026-11-25T11:00:00.000Z' };
    const copies = [monday, tuesday, moved].map((event) => copiesOfEvent(event, context)[0]);
    expect(new Set(copies.map((copy) => copy?.itemId)).size).toBe(3);
    // The moved event has the id of its first position, which the next read no longer finds, so that copy is removed.
    expect(copies[2]?.graphId).toBe(copies[0]?.graphId);
  });

  it('include a canceled event, and are none where no customer takes part', () => {
    expect(copiesOfEvent(calendarEvent({ isCancelled: true }), context)).toMatchObject([
      { copy: { isCancelled: true } },
    ]);
    expect(copiesOfEvent(calendarEvent({ attendees: [] }), context)).toEqual([]);
  });

  it('have only time and participants where the event is private', () => {
    const [copy] = copiesOfEvent(calendarEvent({ isPrivate: true }), context);
    expect(copy?.copy).toMatchObject({ subject: null, preview: null, location: null, isPrivate: true });
  });
});

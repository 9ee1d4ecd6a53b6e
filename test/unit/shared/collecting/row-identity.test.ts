import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventIdentity, messageIdentity } from '#shared/collecting/row-identity.ts';
import { calendarEvent, mailMessage, party } from '#test/support/mail-facts.ts';

describe('the identity of a message', () => {
  it.each([
    ['another mailbox and id', { mailbox: 'tom@msp.example', messageId: 'graph-2' }],
    ['another time of receipt', { receivedAt: '2026-11-22T10:00:09.000Z' }],
    ['other names', { from: { address: 'ann@acme.example', name: 'Ann' } }],
    ['another sender', { sender: party('assistant@acme.example') }],
    ['a bcc that only one copy carries', { bcc: [party('boss@acme.example')] }],
    ['another preview, link or conversation', { preview: 'else', webLink: null, conversationId: null }],
  ])('is equal for copies with %s', (_difference, own) => {
    expect(messageIdentity(mailMessage(own))).toBe(messageIdentity(mailMessage()));
  });

  it.each([
    ['internet message id', { internetMessageId: '<2@acme.example>' }],
    ['from', { from: party('mallory@acme.example') }],
    ['to', { to: [party('tess@msp.example'), party('mallory@acme.example')] }],
    ['cc', { cc: [party('mallory@acme.example')] }],
    ['subject', { subject: 'printer' }],
    ['subject, by a space', { subject: 'Printer ' }],
  ])('differs for copies that differ in %s', (_difference, own) => {
    expect(messageIdentity(mailMessage(own))).not.toBe(messageIdentity(mailMessage()));
  });

  it('differs for messages without an internet message id', () => {
    const without = { internetMessageId: null };
    expect(messageIdentity(mailMessage({ ...without, messageId: 'graph-2' }))).not.toBe(
      messageIdentity(mailMessage(without)),
    );
  });

  it('compares addresses as sets', () => {
    const address = fc.constantFrom('a@acme.example', 'b@acme.example', 'c@acme.example', 'd@msp.example');
    fc.assert(
      fc.property(fc.array(address, { minLength: 1 }), fc.integer(), (addresses, turn) => {
        const turned = [...addresses.slice(turn % addresses.length), ...addresses.slice(0, turn % addresses.length)];
        const doubled = [...turned, ...addresses];
        const one = messageIdentity(mailMessage({ to: addresses.map(party), cc: [] }));
        expect(messageIdentity(mailMessage({ to: doubled.map(party), cc: [] }))).toBe(one);
      }),
    );
  });

  it('distinguishes the field that an address is in', () => {
    const [one, other] = [[party('a@acme.example')], []];
    expect(messageIdentity(mailMessage({ to: one, cc: other }))).not.toBe(
      messageIdentity(mailMessage({ to: other, cc: one })),
    );
  });

  it('is opaque and URL-safe', () => {
    expect(messageIdentity(mailMessage())).toMatch(/^[\w-]{43}$/);
    expect(eventIdentity(calendarEvent())).toMatch(/^[\w-]{43}$/);
  });
});

describe('the identity of an event', () => {
  it('is equal for the copies of organizer and attendees', () => {
    const copy = { mailbox: 'tom@msp.example', eventId: 'graph-e2', subject: 'Other words', location: null };
    expect(eventIdentity(calendarEvent(copy))).toBe(eventIdentity(calendarEvent()));
  });

  it.each([
    ['iCalUId', { iCalUId: 'ical-2' }],
    ['start', { startAt: '2026-11-30T10:00:00.000Z' }],
    ['organizer', { organizer: party('mallory@acme.example') }],
    ['attendees', { attendees: [] }],
  ])('differs for events that differ in %s', (_difference, own) => {
    expect(eventIdentity(calendarEvent(own))).not.toBe(eventIdentity(calendarEvent()));
  });
});

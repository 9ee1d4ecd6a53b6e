import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleCopies } from '#shared/communications/participant-rule.ts';
import { eventParticipants, messageParticipants } from '#shared/communications/participants.ts';
import { eventCopy, messageCopy, party } from '#test/support/communication-copies.ts';

const people = ['ann@acme.example', 'jane@msp.example', 'jack@msp.example', 'zoe@msp.example'];
const one = fc.constantFrom(...people).map(party);
const some = fc.uniqueArray(fc.constantFrom(...people)).map((addresses) => addresses.map(party));
const anyMessage = fc
  .record({
    from: fc.option(one),
    sender: fc.option(one),
    to: some,
    cc: some,
    bcc: some,
    replyTo: some,
    mailbox: fc.constantFrom(...people),
  })
  .map(messageCopy);

/** An independent version of the rule: the text of these fields contains one of the addresses. */
const oracle = (copy: ReturnType<typeof messageCopy>, own: readonly string[]): boolean => {
  const { from, sender, to, cc, bcc } = copy;
  const text = JSON.stringify({ from, sender, to, cc, bcc });
  return own.some((address) => text.includes(`"${address}"`));
};

describe('visibleCopies', () => {
  it('shows everything to an admin, and to others exactly what they participate in', () => {
    const role = fc.constantFrom('admin' as const, 'member' as const, 'viewer' as const);
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 5 }), role, fc.subarray(people), (copies, who, own) => {
        const seen = visibleCopies({ role: who, addresses: new Set(own) }, copies, messageParticipants);
        expect(seen).toEqual(who === 'admin' ? copies : copies.filter((copy) => oracle(copy, own)));
      }),
    );
  });

  it.each([
    ['from', { from: party('jane@msp.example') }],
    ['sender', { sender: party('jane@msp.example') }],
    ['to', { to: [party('jane@msp.example')] }],
    ['cc', { cc: [party('jane@msp.example')] }],
    ['bcc', { bcc: [party('jane@msp.example')] }],
  ])('counts %s as participants', (_field, fields) => {
    const copy = messageCopy({ to: [], ...fields });
    expect(messageParticipants(copy)).toContain('jane@msp.example');
  });

  it('does not count reply-to or the owner of the mailbox', () => {
    const copy = messageCopy({ to: [], replyTo: [party('jane@msp.example')], mailbox: 'jane@msp.example' });
    expect(messageParticipants(copy)).not.toContain('jane@msp.example');
  });

  it('counts organizer and attendees of an event', () => {
    expect(eventParticipants(eventCopy())).toEqual(['jane@msp.example', 'ann@acme.example']);
    expect(eventParticipants(eventCopy({ organizer: null, attendees: [] }))).toEqual([]);
  });
});

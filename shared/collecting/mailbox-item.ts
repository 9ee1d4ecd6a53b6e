import { matchingCustomers } from '#shared/communications/domain-filter.ts';
import { addDays, epochSeconds } from '#shared/kernel/clock.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TechnicianMailbox } from '#shared/store/connection-record.ts';
import { contentHash } from '#shared/store/content-hash.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { EventCopy } from '#shared/store/event-copies.ts';
import type { NewCopy } from '#shared/store/mailbox-copy-changes.ts';
import type { MessageCopy } from '#shared/store/message-copies.ts';
import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';
import { eventIdentity, messageIdentity } from './row-identity.ts';

/** Days after receipt, or after the end of an event. */
export const retentionDays = 14;

export interface MailboxContext {
  readonly run: Pick<RunRef, 'mspId' | 'tenantId' | 'connectionId'>;
  readonly mailbox: TechnicianMailbox;
  readonly customers: readonly Customer[];
  /** Whether a person's address was erased. Items with an erased participant are not stored again. */
  isErased(address: string): boolean;
  readonly factVersion: number;
  readonly now: Date;
}

/**
 * The copies to store of one message: one per customer it touches. None where it touches no customer, was received more
 * than 14 days ago, or has an erased participant. Reply-to counts for the domain filter but not for who may see the
 * message.
 */
export const copiesOfMessage = (message: Message, context: MailboxContext): NewCopy[] => {
  const { from, sender, to, cc, bcc, replyTo } = message;
  const { messageId: graphId, ...fields } = message;
  return copies<MessageCopy>(context, {
    addresses: addressesOf([from, sender, ...to, ...cc, ...bcc, ...replyTo]),
    itemId: messageIdentity(message),
    endsAt: addDays(new Date(message.receivedAt), retentionDays),
    copy: {
      ...(message.isPrivate ? { ...fields, subject: null, preview: null } : fields),
      graphId,
      ...placeOf(context),
    },
  });
};

/** The copies to store of one event, which is kept until 14 days after its end. */
export const copiesOfEvent = (event: CalendarEvent, context: MailboxContext): NewCopy[] => {
  const { eventId: graphId, ...fields } = event;
  const hiddenFields = { subject: null, preview: null, location: null };
  return copies<EventCopy>(context, {
    addresses: addressesOf([event.organizer, ...event.attendees]),
    itemId: eventIdentity(event),
    endsAt: addDays(new Date(event.endAt), retentionDays),
    copy: { ...(event.isPrivate ? { ...fields, ...hiddenFields } : fields), graphId, ...placeOf(context) },
  });
};

interface Item<Copy> {
  readonly addresses: readonly string[];
  readonly itemId: string;
  readonly endsAt: Date;
  readonly copy: Copy;
}

const copies = <Copy extends { readonly graphId: string }>(context: MailboxContext, item: Item<Copy>): NewCopy[] => {
  if (item.endsAt <= context.now || item.addresses.some(context.isErased)) return [];
  const { mspId, connectionId } = context.run;
  return matchingCustomers(item.addresses, context.customers).map((customerId) => ({
    mspId,
    customerId,
    connectionId,
    mailboxId: context.mailbox.mailboxId,
    itemId: item.itemId,
    graphId: item.copy.graphId,
    hash: contentHash(context.factVersion, item.copy),
    expiresAtSeconds: epochSeconds(item.endsAt),
    copy: item.copy,
  }));
};

const placeOf = ({ run: { connectionId, tenantId }, mailbox: { mailboxId } }: MailboxContext) => ({
  connectionId,
  tenantId,
  mailboxId,
});

const addressesOf = (parties: readonly ({ readonly address: string } | null)[]): string[] =>
  parties.flatMap((party) => (party === null ? [] : [party.address]));

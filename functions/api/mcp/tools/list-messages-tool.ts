import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { listMessages } from '../../communications/list-messages.ts';
import { Correspondent, correspondent } from './correspondent.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { Freshness, freshness } from './freshness.ts';
import { nextCursor, pageArguments, pageOf } from './page-arguments.ts';
import { defineTool, requestOf } from './tool.ts';
import { UntrustedText, untrustedOrNull } from './untrusted-text.ts';

const recipientsShown = 20;

const MessageBrief = z.object({
  messageId: z.string(),
  receivedAt: Instant,
  mailbox: UntrustedText.nullable(),
  from: Correspondent.nullable(),
  to: z.array(Correspondent),
  cc: z.array(Correspondent),
  subject: UntrustedText.nullable().meta({ description: 'Null where the owner marked the message as private.' }),
  isPrivate: z.boolean(),
  hasAttachments: z.boolean(),
});

/** Mail with a customer, without previews and bodies. */
export const listMessagesTool = defineTool({
  name: 'list_messages',
  title: 'Mail with one customer',
  description:
    'Messages of the last 14 days between the MSP and one customer, newest first: when, from, to and subject. There is no body. Each call is recorded in the audit log.',
  ability: 'communications.read',
  reads: 'communications',
  input: z.strictObject({ customer: CustomerArgument, ...pageArguments }),
  output: z.object({ customer: CustomerRef, messages: z.array(MessageBrief), nextCursor, ...Freshness }),
  run: async (values, context) => {
    const customer = namedCustomer(context);
    const { customerId } = customer;
    const { body } = await listMessages(requestOf(context, { customerId }, pageOf(values)), context.deps);
    const messages = body.items.map(
      ({ messageId, receivedAt, mailbox, from, to, cc, subject, isPrivate, hasAttachments }) => ({
        messageId,
        receivedAt,
        mailbox: untrustedOrNull(mailbox),
        from: from === null ? null : correspondent(from),
        to: to.slice(0, recipientsShown).map(correspondent),
        cc: cc.slice(0, recipientsShown).map(correspondent),
        subject: untrustedOrNull(subject),
        isPrivate,
        hasAttachments,
      }),
    );
    return { customer: customerRef(customer), messages, nextCursor: body.nextCursor, ...freshness(body) };
  },
});

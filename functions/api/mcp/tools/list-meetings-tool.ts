import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { listEvents } from '../../communications/list-events.ts';
import { Correspondent, correspondent } from './correspondent.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { Freshness, freshness } from './freshness.ts';
import { nextCursor, pageArguments, pageOf } from './page-arguments.ts';
import { defineTool, requestOf } from './tool.ts';
import { UntrustedText, untrustedOrNull } from './untrusted-text.ts';

const attendeesShown = 20;

const MeetingBrief = z.object({
  eventId: z.string(),
  startAt: Instant,
  endAt: Instant,
  organizer: Correspondent.nullable(),
  attendees: z.array(Correspondent),
  subject: UntrustedText.nullable().meta({ description: 'Null where the owner marked the meeting as private.' }),
  isPrivate: z.boolean(),
  isAllDay: z.boolean(),
  isOnlineMeeting: z.boolean(),
  isCancelled: z.boolean(),
});

/** Meetings with a customer, without their bodies. */
export const listMeetingsTool = defineTool({
  name: 'list_meetings',
  title: 'Meetings with one customer',
  description:
    'Meetings between the MSP and one customer, from 14 days ago to 14 days ahead, by start: when, who and subject. There is no body. Each call is recorded in the audit log.',
  ability: 'communications.read',
  reads: 'communications',
  input: z.strictObject({ customer: CustomerArgument, ...pageArguments }),
  output: z.object({ customer: CustomerRef, meetings: z.array(MeetingBrief), nextCursor, ...Freshness }),
  run: async (values, context) => {
    const customer = namedCustomer(context);
    const { customerId } = customer;
    const { body } = await listEvents(requestOf(context, { customerId }, pageOf(values)), context.deps);
    const meetings = body.items.map(({ organizer, attendees, subject, ...event }) => ({
      ...event,
      organizer: organizer === null ? null : correspondent(organizer),
      attendees: attendees.slice(0, attendeesShown).map(correspondent),
      subject: untrustedOrNull(subject),
    }));
    return { customer: customerRef(customer), meetings, nextCursor: body.nextCursor, ...freshness(body) };
  },
});

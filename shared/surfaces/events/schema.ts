import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { Party, RawParty } from '../parties.ts';
import { RawBoolean, RawNonBlankText, RawText, rawEnum, rawList } from '../raw.ts';

const isUtc = (timeZone: string | null): boolean => timeZone === null || /(^|\/)utc$/i.test(timeZone);

/**
 * We request UTC, and Graph then writes the time without an offset. A time in another zone would be hours off, so it is
 * rejected.
 */
const RawTime = z
  .object({ dateTime: z.string().min(1), timeZone: RawNonBlankText })
  .transform(({ dateTime, timeZone }, context) => {
    const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/i.test(dateTime);
    const time = Date.parse(hasOffset ? dateTime : `${dateTime}Z`);
    if (!Number.isNaN(time) && (hasOffset || isUtc(timeZone))) return new Date(time).toISOString();
    context.addIssue({ code: 'custom', message: `must be a time in UTC, got the zone ${timeZone}` });
    return z.NEVER;
  });

/** As Graph sends it. The body is never requested. https://learn.microsoft.com/graph/api/resources/event */
export const RawEvent = z.object({
  /** Immutable (`Prefer: IdType="ImmutableId"`), case-sensitive. */
  id: z.string().min(1),
  iCalUId: RawNonBlankText,
  seriesMasterId: RawNonBlankText,
  subject: RawText,
  bodyPreview: RawText,
  start: RawTime,
  end: RawTime,
  isAllDay: RawBoolean,
  isCancelled: RawBoolean,
  isOnlineMeeting: RawBoolean,
  showAs: RawNonBlankText,
  sensitivity: rawEnum('normal', 'personal', 'private', 'confidential'),
  organizer: RawParty.nullish(),
  attendees: rawList(
    RawParty.extend({
      type: rawEnum('required', 'optional', 'resource'),
      status: z.object({ response: RawNonBlankText }).nullish(),
    }),
  ),
  location: z.object({ displayName: RawNonBlankText }).nullish(),
  webLink: RawNonBlankText,
});

/** The fact: one record per occurrence and mailbox. It never has a body. */
export const CalendarEvent = z.object({
  eventId: z.string(),
  /** The mailbox it was read from: its user principal name in lower case. */
  mailbox: z.string(),
  iCalUId: z.string().nullable(),
  seriesMasterId: z.string().nullable(),
  organizer: Party.nullable(),
  attendees: z.array(
    Party.extend({
      type: z.enum(['required', 'optional', 'resource', 'unknown']),
      /** Microsoft's values: `accepted`, `tentativelyAccepted`, `declined`, `notResponded`, `none`, `organizer`. */
      response: z.string().nullable(),
    }),
  ),
  /** The next three fields are null for a private event, or where the event has none. */
  subject: z.string().nullable(),
  preview: z.string().max(255).nullable(),
  location: z.string().nullable(),
  startAt: Instant,
  endAt: Instant,
  isAllDay: z.boolean(),
  isCancelled: z.boolean(),
  isOnlineMeeting: z.boolean(),
  showAs: z.string().nullable(),
  /** Marked private or confidential by its owner. */
  isPrivate: z.boolean(),
  webLink: z.string().nullable(),
});
export type CalendarEvent = z.output<typeof CalendarEvent>;

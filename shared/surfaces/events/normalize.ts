import type { z } from 'zod';
import { partyOf, previewOf } from '../parties.ts';
import type { CalendarEvent, RawEvent } from './schema.ts';

type Raw = z.output<typeof RawEvent>;
type Attendee = CalendarEvent['attendees'][number];

const attendeesOf = ({ attendees }: Raw): Attendee[] => {
  const invited = new Map<string, Attendee>();
  for (const raw of attendees) {
    const party = partyOf(raw);
    if (party === undefined || invited.has(party.address)) continue;
    invited.set(party.address, { ...party, type: raw.type, response: raw.status?.response ?? null });
  }
  return [...invited.values()];
};

/** Undefined where no participant has a usable address. */
export const normalize = (raw: Raw, mailbox: string): CalendarEvent | undefined => {
  const organizer = partyOf(raw.organizer) ?? null;
  const attendees = attendeesOf(raw);
  if (organizer === null && attendees.length === 0) return undefined;
  const hidden = raw.sensitivity === 'private' || raw.sensitivity === 'confidential';
  return {
    eventId: raw.id,
    mailbox,
    iCalUId: raw.iCalUId,
    seriesMasterId: raw.seriesMasterId,
    organizer,
    attendees,
    subject: hidden ? null : raw.subject,
    preview: hidden ? null : previewOf(raw.bodyPreview),
    location: hidden ? null : (raw.location?.displayName ?? null),
    startAt: raw.start,
    endAt: raw.end,
    isAllDay: raw.isAllDay,
    isCancelled: raw.isCancelled,
    isOnlineMeeting: raw.isOnlineMeeting,
    showAs: raw.showAs,
    isPrivate: hidden,
    webLink: raw.webLink,
  };
};

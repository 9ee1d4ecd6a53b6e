import { htmlOf, previewOf, type SimulatedEvent, sensitivityNames } from '../../mailbox.ts';
import type { Entity } from '../entity.ts';
import type { GraphCall } from '../graph-resource.ts';
import { mutableId, wantsImmutableIds, wantsText } from './mailbox-access.ts';

/** A time with seven decimals and no offset; its time zone is a separate property. */
const zoned = (instant: string) => ({ dateTime: `${instant.slice(0, 19)}.0000000`, timeZone: 'UTC' });
const never = '0001-01-01T00:00:00Z';

export const eventIdFor = ({ id }: SimulatedEvent, call: GraphCall): string =>
  wantsImmutableIds(call) ? id : mutableId(id, 'calendar');

/** https://learn.microsoft.com/graph/api/resources/event */
export const eventEntity: Entity<SimulatedEvent> = {
  type: 'microsoft.graph.event',
  always: ['@odata.etag', 'id'],
  properties: {
    '@odata.etag': ({ id }) => `W/"ZlnW4RIAV06KYYwlrfNZvQ${id.slice(-10)}"`,
    id: eventIdFor,
    changeKey: ({ id }) => `ZlnW4RIAV06KYYwlrfNZvQ${id.slice(-10)}`,
    categories: () => [],
    transactionId: () => null,
    originalStartTimeZone: () => 'UTC',
    originalEndTimeZone: () => 'UTC',
    iCalUId: ({ iCalUId }) => iCalUId,
    uid: ({ iCalUId }) => iCalUId,
    reminderMinutesBeforeStart: () => 15,
    isReminderOn: () => true,
    hasAttachments: () => false,
    subject: ({ subject }) => subject,
    bodyPreview: ({ text }) => previewOf(text),
    importance: () => 'normal',
    sensitivity: ({ sensitivity }) => sensitivityNames[sensitivity],
    isAllDay: ({ isAllDay }) => isAllDay,
    isCancelled: ({ isCancelled }) => isCancelled,
    isDraft: () => false,
    isOrganizer: () => false,
    responseRequested: () => true,
    seriesMasterId: ({ seriesMasterId }) => seriesMasterId,
    showAs: ({ showAs }) => showAs,
    type: ({ type }) => type,
    webLink: (event, call) =>
      `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(eventIdFor(event, call))}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: () => null,
    isOnlineMeeting: ({ joinUrl }) => joinUrl !== null,
    onlineMeetingProvider: ({ joinUrl }) => (joinUrl === null ? 'unknown' : 'teamsForBusiness'),
    allowNewTimeProposals: () => true,
    hideAttendees: () => false,
    recurrence: () => null,
    responseStatus: () => ({ response: 'accepted', time: never }),
    body: ({ text, html }, call) =>
      wantsText(call) ? { contentType: 'text', content: text } : { contentType: 'html', content: html ?? htmlOf(text) },
    start: ({ startAt }) => zoned(startAt),
    end: ({ endAt }) => zoned(endAt),
    location: ({ location }) => ({
      displayName: location ?? '',
      locationType: 'default',
      uniqueId: location ?? '',
      uniqueIdType: 'private',
    }),
    locations: ({ location }) =>
      location === null ? [] : [{ displayName: location, locationType: 'default', uniqueIdType: 'unknown' }],
    attendees: ({ attendees }) =>
      attendees.map(({ type, response, name, address }) => ({
        type,
        status: { response, time: never },
        emailAddress: { name, address },
      })),
    organizer: ({ organizer }) => organizer && { emailAddress: organizer },
    onlineMeeting: ({ joinUrl }) => joinUrl && { joinUrl },
  },
};

import { addDays } from '#shared/kernel/clock.ts';
import { defineSurface, type GraphReader, type SurfaceSubject } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { CalendarEvent, RawEvent } from './schema.ts';

const daysBack = 7;
const daysAhead = 14;

const fields =
  'id,iCalUId,seriesMasterId,subject,bodyPreview,start,end,isAllDay,isCancelled,isOnlineMeeting,showAs,sensitivity,organizer,attendees,location,webLink';

const windowStart = (now: Date): Date => addDays(now, -daysBack);

async function* eventsOf(graph: GraphReader, { id: mailbox }: SurfaceSubject, now: Date) {
  const query = {
    startDateTime: windowStart(now).toISOString(),
    endDateTime: addDays(now, daysAhead).toISOString(),
    $select: fields,
    $top: '100',
  };
  const headers = { Prefer: 'outlook.timezone="UTC"' };
  const path = '/users/{mailbox}/calendarView';
  for await (const page of recordsOf(graph, { path, params: { mailbox }, query, headers }, RawEvent)) {
    yield page.flatMap((raw) => normalize(raw, mailbox.toLowerCase()) ?? []);
  }
}

export const events = defineSurface({
  id: 'events',
  title: 'Events',
  reference: 'https://learn.microsoft.com/graph/api/user-list-calendarview',
  job: 'communications',
  features: ['calendar'],
  throttleDomain: 'outlook',
  everySeconds: 600,
  accessOptions: [{ name: 'calendar-view', scopes: [['Calendars.Read']], isGrantedByExchange: true }],
  audience: 'technician-mailboxes',
  completeness: 'merge',
  fact: CalendarEvent,
  factVersion: 2,
  identify: (fact) => `${fact.mailbox}/${fact.eventId}`,
  windowStart: windowStart,
  async *read({ graph, audience, now }) {
    for (const subject of audience) yield* eventsOf(graph, subject, now);
  },
  timeoutSeconds: 300,
});

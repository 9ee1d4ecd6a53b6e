import { describe, expect, it } from 'vitest';
import { events } from '#shared/surfaces/events/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const mailbox = 'tech@msp.example';
const kept = {
  mailbox,
  seriesMasterId: null,
  organizer: { address: 'tech@msp.example', name: 'Tech' },
  attendees: [{ address: 'ada@contoso.example', name: 'Ada Example', type: 'required', response: 'accepted' }],
  startAt: '2026-11-23T09:00:00.000Z',
  endAt: '2026-11-23T10:00:00.000Z',
  isAllDay: false,
  isOnlineMeeting: true,
  showAs: 'busy',
  webLink: 'https://outlook.office365.com/y',
};

const withStart = (start: unknown) =>
  fakeGraphReader({
    [`/users/${mailbox}/calendarView`]: {
      value: [{ id: 'e', start, end: start, organizer: { emailAddress: { address: mailbox } } }],
    },
  });

describe('events', () => {
  it('contain participants and times, nothing else where private, and are marked where canceled', async () => {
    const graph = fakeGraphReader(fixture('events', 'public-private-canceled'));
    expect(await readFacts(events, graph, { audience: [mailbox] })).toEqual([
      {
        ...kept,
        eventId: 'AAMkEv1=',
        iCalUId: 'uid1',
        subject: 'Review',
        preview: 'Agenda',
        location: 'Teams',
        isCancelled: false,
        isPrivate: false,
      },
      {
        ...kept,
        eventId: 'AAMkEv2=',
        iCalUId: 'uid2',
        subject: null,
        preview: null,
        location: null,
        isCancelled: true,
        isPrivate: true,
      },
    ]);
    const [asked] = graph.asked;
    expect(asked?.query?.['$select']?.split(',')).not.toContain('body');
    expect(asked?.query).toMatchObject({
      startDateTime: '2026-11-15T09:00:00.000Z',
      endDateTime: '2026-12-06T09:00:00.000Z',
    });
    expect(asked?.headers).toEqual({ Prefer: 'outlook.timezone="UTC"' });
  });

  it('accept a time with an offset', async () => {
    const graph = withStart({ dateTime: '2026-11-23T10:00:00+01:00', timeZone: 'Central European Standard Time' });
    expect(await readFacts(events, graph, { audience: [mailbox] })).toMatchObject([
      { startAt: '2026-11-23T09:00:00.000Z' },
    ]);
  });

  it.each([
    ['in another zone', { dateTime: '2026-11-23T09:00:00', timeZone: 'Pacific Standard Time' }],
    ['that is none', { dateTime: 'soon', timeZone: 'UTC' }],
    ['that is missing', undefined],
  ])('stop at a time %s', async (_, start) => {
    await expect(readFacts(events, withStart(start), { audience: [mailbox] })).rejects.toMatchObject({
      code: 'MicrosoftAnswerMalformed',
      details: { field: 'start' },
    });
  });
});

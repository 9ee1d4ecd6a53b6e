import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/communications/contract.ts';
import type { Deps } from '#functions/api/communications/deps.ts';
import { useCases } from '#functions/api/communications/use-cases.ts';
import { ownAddresses } from '#shared/communications/own-addresses.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { customers } from '#shared/store/customer-store.ts';
import type { EventCopy, EventRow } from '#shared/store/event-copies.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { eventCopy, party } from '#test/support/communication-copies.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller, mspNumber } from '#test/support/numbered-msps.ts';

const customerId = CustomerId.parse('cus_00000000000000000000000001');
let db: TestDynamoDb;
let rows: EventRow[];
let send: ReturnType<typeof apiCaller>;

const unexpected = () => Promise.reject(new Error('no message is read here'));

beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  await customers(table).create(mspNumber(1), { customerId, name: 'Acme', domains: [] });
  const deps: Deps = {
    customers: customers(table),
    events: {
      async *ofCustomer() {
        yield* rows;
      },
      get: async (_scope, _customer, itemId) => rows.find((row) => row.itemId === itemId),
    },
    audit: auditLog(table),
    cursors: testCursors(),
    clock: table.clock,
    ownAddresses: async ({ email }) => ownAddresses(email, []),
    surfaceStates: async () => ({ events: { state: 'never-read', dataAsOf: null } }),
    consumeRateLimit: (member) => rateLimits(table).take(member, 'bodies', 60),
    fetchEventBody: async () => ({ contentType: 'text', content: 'Agenda' }),
    fetchMessageBody: unexpected,
    messages: { async *ofCustomer() {}, get: async () => undefined },
  };
  send = apiCaller(contract, useCases, deps);
});
afterAll(() => db.stop());
beforeEach(() => {
  rows = [];
});

const row = (itemId: string, broken: Partial<EventCopy> = {}): EventRow => ({
  itemId,
  customerId,
  copies: [eventCopy(broken)],
});
const list = (as: ReturnType<typeof caller>, query: Record<string, string> = {}) =>
  send({ route: 'GET /v1/customers/{customerId}/events', as, params: { customerId }, query });
const idsOf = (reply: { body: { items: { eventId: string }[] } }) => reply.body.items.map(({ eventId }) => eventId);

describe('events of a customer', () => {
  it('are ordered by start, from 14 days after their end to 14 days ahead, including canceled ones', async () => {
    rows = [
      row('later', { startAt: '2026-12-06T12:00:00.000Z', endAt: '2026-12-06T13:00:00.000Z' }),
      row('sooner', { isCancelled: true }),
      row('too late', { startAt: '2026-12-06T12:00:01.000Z', endAt: '2026-12-06T13:00:00.000Z' }),
      row('just over', { startAt: '2026-11-08T11:00:00.000Z', endAt: '2026-11-08T12:00:00.000Z' }),
      row('too long ago', { startAt: '2026-11-08T11:00:00.000Z', endAt: '2026-11-08T11:59:59.000Z' }),
    ];
    const reply = await list(caller('admin'));
    expect(idsOf(reply)).toEqual(['just over', 'sooner', 'later']);
    expect(reply.body.items[1]).toEqual({
      eventId: 'sooner',
      mailbox: 'jane@msp.example',
      subject: 'Review',
      isPrivate: false,
      organizer: party('jane@msp.example'),
      attendees: [party('ann@acme.example')],
      startAt: '2026-11-23T09:00:00.000Z',
      endAt: '2026-11-23T10:00:00.000Z',
      isAllDay: false,
      isOnlineMeeting: true,
      isCancelled: true,
      webLink: null,
    });
    expect(reply.body).toMatchObject({ dataAsOf: null, surfaces: { events: { state: 'never-read' } } });
  });

  it('are visible to participants, page by page', async () => {
    rows = ['a', 'b', 'c', 'd'].map((id, at) => row(id, at % 2 === 0 ? {} : { organizer: party('jack@msp.example') }));
    const jane = caller('viewer');
    const first = await list(jane, { limit: '1' });
    const second = await list(jane, { limit: '1', cursor: first.body.nextCursor });
    expect([idsOf(first), idsOf(second), second.body.nextCursor]).toEqual([['a'], ['c'], null]);
  });

  it('have a body for participants only', async () => {
    rows = [row('e1'), row('private', { isPrivate: true, subject: null, preview: null })];
    const read = (eventId: string, email: string) =>
      send({
        route: 'GET /v1/customers/{customerId}/events/{eventId}/body',
        as: caller('member', { email }),
        params: { customerId, eventId },
      });
    expect(await read('e1', 'jane@msp.example')).toMatchObject({ status: 200, body: { text: 'Agenda', html: null } });
    expect(await read('e1', 'jack@msp.example')).toMatchObject({ status: 404 });
    expect(await read('private', 'jane@msp.example')).toMatchObject({ status: 403, body: { code: 'private-item' } });
    const audit = await auditLog(db.table).newest(mspNumber(1), { limit: 10 });
    expect(audit.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'event-body.read private',
      'event-body.read denied',
      'event-body.read delivered',
      'event-body.read requested',
    ]);
  });
});

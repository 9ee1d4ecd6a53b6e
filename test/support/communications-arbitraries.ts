import fc from 'fast-check';
import { contract } from '#functions/api/communications/contract.ts';
import { useCases } from '#functions/api/communications/use-cases.ts';
import { ownAddresses } from '#shared/communications/own-addresses.ts';
import { CustomerId, MailboxId } from '#shared/kernel/ids.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { EventRow } from '#shared/store/event-copies.ts';
import type { MessageRow } from '#shared/store/message-copies.ts';
import { apiCaller } from './call-api.ts';
import { eventCopy, messageCopy, party } from './communication-copies.ts';
import { testCursors } from './cursors.ts';
import { manualClock } from './time-and-ids.ts';
import type { OraclePerson } from './visibility-oracle.ts';

export const customerId = CustomerId.parse('cus_00000000000000000000000001');
const otherCustomer = CustomerId.parse('cus_00000000000000000000000002');
export const clock = manualClock();
export const nowMilliseconds = clock.now().getTime();

const colleagues = ['jane@msp.example', 'jack@msp.example', 'zoe@msp.example'];
/** Proxy addresses of colleagues, plus-addresses, and users of the customer. */
const others = [
  'j.doe@msp.example',
  'jane+tickets@msp.example',
  'jan@msp.example',
  'ann@acme.example',
  'bo@acme.example',
];
const somebody = fc.constantFrom(...colleagues, ...others).map(party);
const people = fc.array(somebody, { maxLength: 2 });
const maybe = fc.option(somebody, { nil: null });
const instant = (fromHours: number, toHours: number) =>
  fc
    .integer({ min: fromHours, max: toHours })
    .map((hours) => new Date(nowMilliseconds + hours * 3_600_000).toISOString());
const mailboxId = fc
  .integer({ min: 1, max: 3 })
  .map((each) => MailboxId.parse(`mbx_${String(each).padStart(26, '0')}`));
const replyTo = people;

/** The mailbox owner is drawn independently of the participants: ownership is not participation. */
const aMessage = fc
  .record({ from: maybe, sender: maybe, to: people, cc: people, bcc: people, replyTo, isPrivate: fc.boolean() })
  .chain((own) => fc.tuple(fc.constant(own), mailboxId, fc.constantFrom(...colleagues)))
  .map(([own, mailbox, owner]) => ({ ...own, mailboxId: mailbox, mailbox: owner }));
const anEvent = fc
  .record({
    organizer: maybe,
    attendees: people,
    isPrivate: fc.boolean(),
    mailboxId,
    mailbox: fc.constantFrom(...colleagues),
  })
  .map(({ attendees, ...own }) => ({
    ...own,
    attendees: attendees.map((one) => ({ ...one, type: 'required' as const, response: 'accepted' as const })),
  }));

const rowsOf = <Copy>(copies: fc.Arbitrary<readonly Copy[]>) => fc.array(copies, { maxLength: 14 });
const graphIdOf = (row: number, copy: number) => `graph-${row}-${copy}`;

export const messageRows: fc.Arbitrary<MessageRow[]> = rowsOf(
  fc
    .tuple(instant(-15 * 24, 0), fc.array(aMessage, { minLength: 1, maxLength: 3 }))
    .map(([receivedAt, copies]) => copies.map((own) => ({ ...own, receivedAt }))),
).map((rows) =>
  rows.map((copies, row) => {
    const [first, ...more] = copies.map((own, copy) => messageCopy({ ...own, graphId: graphIdOf(row, copy) }));
    return { itemId: `item-${row}`, customerId, copies: [first ?? messageCopy(), ...more] };
  }),
);

export const eventRows: fc.Arbitrary<EventRow[]> = rowsOf(
  fc
    .tuple(
      instant(-9 * 24, 16 * 24),
      fc.integer({ min: 1, max: 48 }),
      fc.array(anEvent, { minLength: 1, maxLength: 3 }),
    )
    .map(([startAt, hours, copies]) => {
      const endAt = new Date(Date.parse(startAt) + hours * 3_600_000).toISOString();
      return copies.map((own) => ({ ...own, startAt, endAt }));
    }),
).map((rows) =>
  rows.map((copies, row) => {
    const [first, ...more] = copies.map((own, copy) => eventCopy({ ...own, graphId: graphIdOf(row, copy) }));
    return { itemId: `item-${row}`, customerId, copies: [first ?? eventCopy(), ...more] };
  }),
);

export const anyPerson: fc.Arbitrary<OraclePerson> = fc.record({
  role: fc.constantFrom('admin', 'member', 'viewer'),
  email: fc.constantFrom(...colleagues),
  proxies: fc.subarray(['j.doe@msp.example', 'jane+tickets@msp.example']),
});

/** The side effects of requests: audit entries, and the ids of fetched bodies. */
export interface Trace {
  readonly audit: Record<string, unknown>[];
  readonly fetched: string[];
}

/** The messages and events resources over rows in memory, for an MSP whose directory holds one person. */
export const communicationsApi = (
  rows: { readonly messages: readonly MessageRow[]; readonly events: readonly EventRow[] },
  { email, proxies }: OraclePerson,
) => {
  const trace: Trace = { audit: [], fetched: [] };
  const directory = [{ upn: email, mail: email, proxyAddresses: [email, ...proxies], userType: 'member' as const }];
  const storeOf = <Row extends { readonly itemId: string; readonly customerId: string }>(held: readonly Row[]) => ({
    async *ofCustomer(_scope: unknown, id: string) {
      yield* held.filter((row) => row.customerId === id);
    },
    get: async (_scope: unknown, id: string, itemId: string) =>
      held.find((row) => row.customerId === id && row.itemId === itemId),
  });
  const fetch = async (_scope: unknown, { graphId }: { readonly graphId: string }) => {
    trace.fetched.push(graphId);
    return { contentType: 'text' as const, content: `body of ${graphId}` };
  };
  const call = apiCaller(contract, useCases, {
    customers: {
      get: async (_scope: unknown, id: string) =>
        id === customerId || id === otherCustomer ? ({} as Customer) : undefined,
    },
    messages: storeOf(rows.messages),
    events: storeOf(rows.events),
    audit: { append: async (_scope: unknown, entry: object) => trace.audit.push({ ...entry }) as never },
    cursors: testCursors(),
    clock,
    ownAddresses: async (caller: { readonly email: string }) => ownAddresses(caller.email, directory),
    surfaceStates: async () => ({}),
    consumeRateLimit: async () => ({}),
    fetchMessageBody: fetch,
    fetchEventBody: fetch,
  });
  return { trace, call };
};

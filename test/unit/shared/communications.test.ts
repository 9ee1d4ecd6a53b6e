import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '#shared/store/event-copies.ts';
import type { MessageRow } from '#shared/store/message-copies.ts';
import {
  anyPerson,
  communicationsApi,
  customerId,
  eventRows,
  messageRows,
  nowMilliseconds,
  type Trace,
} from '#test/support/communications-arbitraries.ts';
import { caller } from '#test/support/numbered-msps.ts';
import {
  eventsSeenBy,
  messagesSeenBy,
  type OraclePerson,
  type OracleVisibleRow,
} from '#test/support/visibility-oracle.ts';

interface Kind {
  readonly noun: 'messages' | 'events';
  readonly idName: 'messageId' | 'eventId';
  readonly rows: fc.Arbitrary<Rows>;
  readonly seenBy: (who: OraclePerson, rows: Rows) => OracleVisibleRow[];
  /** The same without the window of the list: a body may be read for as long as the row is kept. */
  readonly bodiesOf: (who: OraclePerson, rows: Rows) => OracleVisibleRow[];
}
interface Rows {
  readonly messages: MessageRow[];
  readonly events: EventRow[];
}

const always = (rows: Rows): Rows => ({
  messages: rows.messages.map((row) => ({ ...row, copies: atNow(row.copies, { receivedAt: now }) })),
  events: rows.events.map((row) => ({ ...row, copies: atNow(row.copies, { startAt: now, endAt: now }) })),
});
const now = new Date(nowMilliseconds).toISOString();
const atNow = <Copy>([first, ...more]: readonly [Copy, ...Copy[]], times: Partial<Copy>): [Copy, ...Copy[]] => [
  { ...first, ...times },
  ...more.map((copy) => ({ ...copy, ...times })),
];

const kinds: readonly Kind[] = [
  {
    noun: 'messages',
    idName: 'messageId',
    rows: messageRows.map((messages) => ({ messages, events: [] })),
    seenBy: (who, { messages }) => messagesSeenBy(who, messages, nowMilliseconds),
    bodiesOf: (who, rows) => messagesSeenBy(who, always(rows).messages, nowMilliseconds),
  },
  {
    noun: 'events',
    idName: 'eventId',
    rows: eventRows.map((events) => ({ messages: [], events })),
    seenBy: (who, { events }) => eventsSeenBy(who, events, nowMilliseconds),
    bodiesOf: (who, rows) => eventsSeenBy(who, always(rows).events, nowMilliseconds),
  },
];

const limits = fc.integer({ min: 1, max: 5 });

const routesOf = ({ noun, idName }: Kind, who: OraclePerson, rows: Rows) => {
  const api = communicationsApi(rows, who);
  const as = caller(who.role, { email: who.email });
  const list = `GET /v1/customers/{customerId}/${noun}` as const;
  return {
    trace: api.trace,
    page: (query: Record<string, string>) => api.call({ route: list, as, params: { customerId }, query }),
    body: (id: string) => api.call({ route: `${list}/{${idName}}/body`, as, params: { customerId, [idName]: id } }),
  };
};

/** All pages of a list, one after the other. */
const pagesOf = async (kind: Kind, who: OraclePerson, rows: Rows, limit: number) => {
  const { page } = routesOf(kind, who, rows);
  const pages: { readonly items: Record<string, unknown>[]; readonly more: boolean }[] = [];
  let cursor: string | null = null;
  do {
    const { status, body } = await page({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
    expect(status).toBe(200);
    cursor = body.nextCursor;
    pages.push({ items: body.items, more: cursor !== null });
  } while (cursor !== null && pages.length < 50);
  return pages;
};

/** The rows without those that somebody may not see, and without the copies of which they may know nothing. */
const without = (kind: Kind, who: OraclePerson, rows: Rows): Rows => {
  const ids = new Set(kind.bodiesOf(who, rows).map(({ itemId }) => itemId));
  return {
    messages: rows.messages.filter(({ itemId }) => ids.has(itemId)),
    events: rows.events.filter(({ itemId }) => ids.has(itemId)),
  };
};

describe.each(kinds)('$noun of a customer', (kind) => {
  it('are those that the oracle says, in its order, whatever the page', async () => {
    await fc.assert(
      fc.asyncProperty(kind.rows, anyPerson, limits, async (rows, who, limit) => {
        const pages = await pagesOf(kind, who, rows, limit);
        const seen = kind.seenBy(who, rows);
        expect(pages.flatMap(({ items }) => items.map((item) => item[kind.idName]))).toEqual(
          seen.map(({ itemId }) => itemId),
        );
        // Each page but the last is full, and none is announced behind which there is nothing to see.
        expect(pages.slice(0, -1).every(({ items }) => items.length === limit)).toBe(true);
        expect(pages).toHaveLength(Math.max(1, Math.ceil(seen.length / limit)));
      }),
      { numRuns: 150 },
    );
  });

  it('tell nothing of what is hidden: with and without it every page is the same', async () => {
    await fc.assert(
      fc.asyncProperty(kind.rows, anyPerson, limits, async (rows, who, limit) => {
        const [all, mine] = [rows, without(kind, who, rows)];
        expect(await pagesOf(kind, who, all, limit)).toEqual(await pagesOf(kind, who, mine, limit));
      }),
      { numRuns: 80 },
    );
  });

  it('give a body to whom the oracle says, from a copy in which they take part, and to nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(kind.rows, anyPerson, async (rows, who) => {
        const { body, trace } = routesOf(kind, who, rows);
        const seen = new Map(kind.bodiesOf(who, rows).map((sight) => [sight.itemId, sight]));
        const missing = await body('no-such-item');
        expect(missing.status).toBe(404);
        for (const { itemId } of [...rows.messages, ...rows.events]) {
          reset(trace);
          const reply = await body(itemId);
          const sight = seen.get(itemId);
          if (sight === undefined) {
            expect({ status: reply.status, body: reply.body }).toEqual({ status: 404, body: missing.body });
            expect(trace).toEqual({ fetched: [], audit: [deniedRow(trace, itemId)] });
          } else if (sight.isPrivate) {
            expect(reply.status).toBe(403);
            expect(trace.fetched).toEqual([]);
          } else {
            expect(reply).toMatchObject({ status: 200, body: { text: `body of ${sight.graphId}` } });
            expect(trace.fetched).toEqual([sight.graphId]);
            expect(trace.audit.map(({ outcome }) => outcome)).toEqual(['requested', 'delivered']);
          }
        }
      }),
      { numRuns: 80 },
    );
  });
});

const reset = ({ audit, fetched }: Trace): void => {
  audit.length = 0;
  fetched.length = 0;
};

/** A denial holds the id as it was asked for, and nothing of what stands behind it. */
const deniedRow = ({ audit }: Trace, itemId: string) => ({
  action: audit[0]?.['action'],
  memberId: 'mem_00000000000000000000000001',
  target: itemId,
  outcome: 'denied',
  requestId: 'request-1',
});

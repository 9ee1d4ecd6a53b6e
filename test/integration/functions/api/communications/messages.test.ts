import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/communications/contract.ts';
import type { Deps } from '#functions/api/communications/deps.ts';
import { useCases } from '#functions/api/communications/use-cases.ts';
import { ownAddresses } from '#shared/communications/own-addresses.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { customers } from '#shared/store/customer-store.ts';
import type { MessageCopy, MessageRow } from '#shared/store/message-copies.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { messageCopy, party } from '#test/support/communication-copies.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller, mspNumber } from '#test/support/numbered-msps.ts';

const customerId = CustomerId.parse('cus_00000000000000000000000001');
let db: TestDynamoDb;
let rows: MessageRow[];
let fetched: string[];
let failure: AppError | undefined;
let send: ReturnType<typeof apiCaller>;

/** Rows in memory, because the tests of the store cover the table. */
const heldMessages: Deps['messages'] = {
  async *ofCustomer({ mspId }, id) {
    if (mspId === mspNumber(1).mspId) yield* rows.filter((row) => row.customerId === id);
  },
  get: async ({ mspId }, id, itemId) =>
    mspId === mspNumber(1).mspId ? rows.find((row) => row.customerId === id && row.itemId === itemId) : undefined,
};

const unexpected = () => Promise.reject(new Error('no event is read here'));

beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  await customers(table).create(mspNumber(1), { customerId, name: 'Acme', domains: [] });
  const deps: Deps = {
    customers: customers(table),
    messages: heldMessages,
    audit: auditLog(table),
    cursors: testCursors(),
    clock: table.clock,
    ownAddresses: async ({ email }) => ownAddresses(email, []),
    surfaceStates: async () => ({ messages: { state: 'ok', dataAsOf: '2026-11-22T11:50:00.000Z' } }),
    consumeRateLimit: (member) => rateLimits(table).take(member, 'bodies', 60),
    events: { async *ofCustomer() {}, get: async () => undefined },
    fetchEventBody: unexpected,
    fetchMessageBody: async (_scope, { graphId }) => {
      fetched.push(graphId);
      if (failure !== undefined) throw failure;
      return { contentType: 'html', content: '<p onclick="x()">Hello</p>' };
    },
  };
  send = apiCaller(contract, useCases, deps);
});
afterAll(() => db.stop());
beforeEach(() => {
  rows = [];
  fetched = [];
  failure = undefined;
});

const row = (itemId: string, broken: Partial<MessageCopy> = {}, ...others: Partial<MessageCopy>[]): MessageRow => ({
  itemId,
  customerId,
  copies: [messageCopy(broken), ...others.map(messageCopy)],
});
let members = 0;
const somebody = (role: Role, email = 'jane@msp.example') => {
  members += 1;
  return caller(role, { member: members, email });
};
const list = (as: ReturnType<typeof caller>, query: Record<string, string> = {}, customer: string = customerId) =>
  send({ route: 'GET /v1/customers/{customerId}/messages', as, params: { customerId: customer }, query });
const body = (as: ReturnType<typeof caller>, messageId: string, customer: string = customerId) =>
  send({
    route: 'GET /v1/customers/{customerId}/messages/{messageId}/body',
    as,
    params: { customerId: customer, messageId },
  });
const idsOf = (reply: { body: { items: { messageId: string }[] } }) =>
  reply.body.items.map(({ messageId }) => messageId);

describe('messages of a customer', () => {
  it('are found by what is shown, never by bcc or by what is hidden from the reader', async () => {
    rows = [
      row('m1', { subject: 'Invoice 4711', bcc: [party('hidden@other.example')] }),
      row('m2', { subject: 'Invoice 4712', from: party('ann@acme.example'), to: [party('bob@msp.example')] }),
    ];
    const ids = async (q: string, as = somebody('admin')) =>
      (await list(as, { q })).body.items.map(({ messageId }: { messageId: string }) => messageId);
    expect(await ids('invoice 4711')).toEqual(['m1']);
    expect(await ids('INVOICE')).toHaveLength(2);
    expect(await ids('hidden@other.example')).toEqual([]);
    expect(await ids('4712', somebody('member', 'eve@msp.example'))).toEqual([]);
  });

  it('are sorted as asked, and refuse a cursor of another order or search', async () => {
    rows = [
      row('m1', { receivedAt: '2026-11-21T10:00:00.000Z' }),
      row('m2', { receivedAt: '2026-11-20T10:00:00.000Z' }),
    ];
    const admin = somebody('admin');
    const oldest = await list(admin, { sort: 'oldest', limit: '1' });
    expect(oldest.body.items).toMatchObject([{ messageId: 'm2' }]);
    const cursor = oldest.body.nextCursor;
    expect((await list(admin, { sort: 'oldest', cursor })).body.items).toMatchObject([{ messageId: 'm1' }]);
    for (const query of [{ cursor }, { sort: 'newest', cursor }, { sort: 'oldest', q: 'x', cursor }])
      expect(await list(admin, query)).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  });

  it('are listed without bcc and with dataAsOf', async () => {
    rows = [row('m1', { bcc: [party('hidden@other.example')], cc: [party('cc@acme.example')] })];
    const { status, body: answer } = await list(somebody('admin'));
    expect({ status, answer }).toEqual({
      status: 200,
      answer: {
        items: [
          {
            messageId: 'm1',
            mailbox: 'jane@msp.example',
            from: party('ann@acme.example'),
            to: [party('jane@msp.example')],
            cc: [party('cc@acme.example')],
            subject: 'Printer',
            preview: 'It prints nothing',
            isPrivate: false,
            receivedAt: '2026-11-21T09:00:00.000Z',
            conversationId: 'conversation',
            hasAttachments: false,
            webLink: null,
          },
        ],
        nextCursor: null,
        dataAsOf: '2026-11-22T11:50:00.000Z',
        surfaces: { messages: { state: 'ok', dataAsOf: '2026-11-22T11:50:00.000Z' } },
      },
    });
    expect(JSON.stringify(answer)).not.toContain('hidden@other.example');
  });

  it('are all visible to an admin, and to others only as participants, before paging', async () => {
    rows = Array.from({ length: 9 }, (_, at) =>
      row(`m${at}`, {
        receivedAt: `2026-11-2${at % 3}T0${at}:00:00.000Z`,
        to: [party(at % 3 === 0 ? 'jane@msp.example' : 'jack@msp.example')],
      }),
    );
    expect(idsOf(await list(somebody('admin')))).toHaveLength(9);
    for (const role of ['member', 'viewer'] as const) {
      const jane = somebody(role);
      const first = await list(jane, { limit: '2' });
      expect(idsOf(first)).toEqual(['m6', 'm3']);
      const second = await list(jane, { limit: '2', cursor: first.body.nextCursor });
      expect(idsOf(second)).toEqual(['m0']);
      expect(second.body.nextCursor).toBeNull();
      expect(idsOf(await list(somebody(role, 'zoe@msp.example')))).toEqual([]);
    }
  });

  it('have no next page when only hidden messages follow', async () => {
    rows = [row('seen', { receivedAt: '2026-11-21T10:00:00.000Z' }), row('hidden', { to: [] })];
    const { body: answer } = await list(somebody('viewer'), { limit: '1' });
    expect(answer.nextCursor).toBeNull();
  });

  it('show the copy in which the caller is a participant', async () => {
    rows = [
      row(
        'm1',
        { mailbox: 'jack@msp.example', to: [] },
        { mailbox: 'jane@msp.example', bcc: [party('jane@msp.example')], to: [] },
      ),
    ];
    expect((await list(somebody('admin'))).body.items[0].mailbox).toBe('jack@msp.example');
    expect((await list(somebody('member'))).body.items[0].mailbox).toBe('jane@msp.example');
  });

  it('are listed for 14 days after receipt', async () => {
    rows = [
      row('in', { receivedAt: '2026-11-08T12:00:00.000Z' }),
      row('out', { receivedAt: '2026-11-08T11:59:59.000Z' }),
    ];
    expect(idsOf(await list(somebody('admin')))).toEqual(['in']);
  });

  it('are not found in another MSP or for an unknown customer', async () => {
    rows = [row('m1')];
    expect(await list(caller('admin', { msp: 2 }))).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await list(somebody('admin'), {}, 'cus_00000000000000000000000009')).toMatchObject({ status: 404 });
    expect(await list(somebody('admin'), {}, 'nonsense')).toMatchObject({
      status: 400,
      body: { code: 'invalid-input' },
    });
  });
});

describe('the body of a message', () => {
  it('is fetched on demand, sanitized, sent with no-store, and audited twice', async () => {
    rows = [row('m1')];
    const jane = somebody('member');
    const reply = await body(jane, 'm1');
    expect(reply).toMatchObject({
      status: 200,
      body: { text: 'Hello', html: '<p>Hello</p>', fetchedAt: '2026-11-22T12:00:00.000Z' },
    });
    expect(reply.headers['cache-control']).toBe('no-store');
    const audit = await auditLog(db.table).newest(mspNumber(1), { limit: 2, memberId: jane.memberId });
    expect(audit).toMatchObject([
      {
        outcome: 'delivered',
        action: 'message-body.read',
        target: 'm1',
        customerId,
        mailboxId: 'mbx_00000000000000000000000001',
        requestId: 'request-1',
      },
      { outcome: 'requested', target: 'm1' },
    ]);
  });

  it('gives the same problem and audit row for hidden, foreign and missing items, without a request', async () => {
    rows = [row('hidden', { to: [party('jack@msp.example')] })];
    const replies = [];
    for (const [id, customer] of [
      ['hidden', customerId],
      ['missing', customerId],
      ['hidden', 'cus_00000000000000000000000009'],
    ] as const) {
      const jane = somebody('member');
      const reply = await body(jane, id, customer);
      const [audit] = await auditLog(db.table).newest(mspNumber(1), { limit: 5, memberId: jane.memberId });
      expect(audit).toMatchObject({ outcome: 'denied', target: id });
      expect(audit).not.toHaveProperty('mailboxId');
      expect(audit).not.toHaveProperty('customerId');
      replies.push({ status: reply.status, body: reply.body, headers: Object.keys(reply.headers) });
    }
    expect(replies[0]).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(replies[1]).toEqual(replies[0]);
    expect(replies[2]).toEqual(replies[0]);
    expect(fetched).toEqual([]);
  });

  it.each([
    ['PrivateItem', true, undefined, 403, 'private-item'],
    ['gone', false, new AppError('ItemGone', 'gone'), 404, 'item-gone'],
    ['off the list', false, new AppError('MailboxNotListed', 'off'), 403, 'mailbox-not-listed'],
    ['throttled', false, new AppError('MicrosoftThrottled', 'wait', { retryAfterSeconds: 7 }), 503, 'throttled'],
  ])('is refused when the item is %s', async (_what, isPrivate, thrown, status, code) => {
    rows = [row('m1', { isPrivate })];
    failure = thrown;
    const reply = await body(somebody('member'), 'm1');
    expect({ status: reply.status, code: reply.body.code }).toEqual({ status, code });
    if (code === 'throttled') expect(reply.headers['retry-after']).toBe('7');
    if (isPrivate) expect(fetched).toEqual([]);
  });

  it('is limited to 60 a minute, including hidden and missing ids', async () => {
    rows = [row('m1')];
    const jane = somebody('viewer');
    for (let at = 0; at < 60; at += 1) {
      expect((await body(jane, at % 2 === 0 ? 'm1' : 'missing')).status).toBe(at % 2 === 0 ? 200 : 404);
    }
    for (const id of ['m1', 'missing']) {
      const reply = await body(jane, id);
      expect(reply).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
      expect(reply.headers).toMatchObject({
        'ratelimit-policy': '"bodies";q=60;w=60',
        ratelimit: expect.stringContaining('r=0'),
      });
    }
    expect(fetched).toHaveLength(30);
    expect((await body(somebody('viewer'), 'm1')).status).toBe(200);
  });
});

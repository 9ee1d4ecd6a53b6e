import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tools } from '#functions/api/mcp/tools/index.ts';
import { completeAudit } from '#functions/operations/complete-audit/complete-audit.ts';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { ownAddresses } from '#shared/communications/own-addresses.ts';
import { findings } from '#shared/findings/index.ts';
import { addSeconds, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import type { Events } from '#shared/store/event-copies.ts';
import type { Messages } from '#shared/store/message-copies.ts';
import { eventCopy, messageCopy, party } from '#test/support/communication-copies.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { connectMcpClient, mcpCaller, mcpDeps } from '#test/support/mcp-client.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { license, needsAccess, okState, registration, user, users } from '#test/support/posture-facts.ts';
import { change } from '#test/support/threat-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;

const copies = [
  messageCopy({ subject: 'Printer', to: [party('jane@msp.example')] }),
  messageCopy({ subject: 'Salaries', internetMessageId: '<2@acme.example>', to: [party('mo@msp.example')] }),
];
const messages: Pick<Messages, 'ofCustomer'> = {
  async *ofCustomer(_scope, customerId) {
    for (const [at, copy] of copies.entries()) yield { customerId, itemId: `message-${at}`, copies: [copy] };
  },
};
const events: Pick<Events, 'ofCustomer'> = {
  async *ofCustomer(_scope, customerId) {
    yield { customerId, itemId: 'event-1', copies: [eventCopy()] };
  },
};

const connect = (as: MemberScope): Promise<Client> =>
  connectMcpClient(
    mcpDeps(book, db.table, { messages, events, ownAddresses: async ({ email }) => ownAddresses(email, []) }),
    as,
  );

// biome-ignore lint/suspicious/noExplicitAny: the JSON of any tool; each test asserts what it expects
type Content = any;

/** The content of a result, which for a refusal is its text. */
const ask = async (client: Client, name: string, given: Record<string, unknown> = {}): Promise<Content> => {
  const { structuredContent, content } = await client.callTool({ name, arguments: given });
  const [first] = content;
  return structuredContent ?? JSON.parse(first?.type === 'text' ? first.text : '{}');
};

beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1, findings);
  await book.customer('Acme Café', 'acme.example');
  await book.customer('Acme Works', 'works.example');
  await book.customer('Bolt', 'bolt.example');
  await book.connect(1, 'Acme tenant', 'acme.example');
  await book.connect(2, 'Unlinked tenant', 'elsewhere.example');
  await book.judge(1, {
    users: users(4),
    'mfa-registrations': [1, 2, 3, 4].map((number) => registration(number, { isCapable: number > 2 })),
    'conditional-access': [],
  });
});
afterAll(() => db.stop());

/** Arguments with which each tool answers. */
const argumentsOf = async (client: Client): Promise<Record<string, Record<string, unknown>>> => {
  const { findings: listed } = await ask(client, 'list_findings');
  const customer = 'acme cafe';
  return {
    get_work_list: { findingId: 'mfa.every-user-capable' },
    get_finding: { findingKey: listed[0].findingKey },
    get_customer: { customer },
    list_people_without_mfa: { customer },
    get_licenses: { customer },
    list_changes: { customer },
    list_messages: { customer },
    list_meetings: { customer },
  };
};

describe('every tool', () => {
  it('answers the official client, which checks the output against the schema', async () => {
    const client = await connect(caller('admin'));
    await client.listTools();
    const given = await argumentsOf(client);
    for (const { name } of tools) {
      const { isError, structuredContent } = await client.callTool({ name, arguments: given[name] ?? {} });
      expect([name, isError ?? false, typeof structuredContent]).toEqual([name, false, 'object']);
    }
  });

  it('has no argument that names an MSP or a tenant, and refuses one', async () => {
    const client = await connect(caller('admin'));
    for (const { name, listing } of tools) {
      expect(Object.keys(listing.inputSchema['properties'] ?? {})).not.toContain('tenantId');
      const refusal = await ask(client, name, { mspId: 'msp_00000000000000000000000002' });
      expect([name, refusal.error]).toEqual([name, 'invalid-input']);
    }
  });

  it('is hidden from an access token that is not made for it', async () => {
    const only = async (...scopes: string[]) => {
      const client = await connect(openMemberScope({ ...caller('member'), scopes }));
      return (await client.listTools()).tools.map(({ name }) => name);
    };
    expect(await only('communications.read')).toEqual(['list_messages', 'list_meetings']);
    expect(await only('connections.read')).toEqual(['list_missing_permissions']);
    expect(await only()).toEqual([]);
  });
});

describe('the argument customer', () => {
  it.each(['Acme Café', 'acme cafe', 'ACME CAF', 'café acme'])('finds one customer by %s', async (name) => {
    const client = await connect(caller('viewer'));
    expect((await ask(client, 'get_customer', { customer: name })).customer.name).toBe('Acme Café');
  });

  it('names the candidates where several customers match, and takes their id', async () => {
    const client = await connect(caller('viewer'));
    const refusal = await ask(client, 'get_customer', { customer: 'acme' });
    expect(refusal).toMatchObject({ error: 'ambiguous-customer', candidatesTotal: 2 });
    expect(refusal.candidates.map(({ name }: Content) => name)).toEqual(['Acme Café', 'Acme Works']);
    const [, works] = refusal.candidates;
    expect((await ask(client, 'get_customer', { customer: works.customerId })).customer).toEqual(works);
  });

  it('names the customers of the book where none matches', async () => {
    const client = await connect(caller('viewer'));
    const refusal = await ask(client, 'list_findings', { customer: 'Zebra' });
    expect(refusal).toMatchObject({ error: 'unknown-customer', candidatesTotal: 3 });
  });
});

describe('the tools of communications', () => {
  it('show an admin all messages, without preview, body and bcc', async () => {
    const { messages: shown } = await ask(await connect(caller('admin')), 'list_messages', { customer: 'acme cafe' });
    expect(shown.map(({ subject }: Content) => subject.untrusted)).toEqual(['Printer', 'Salaries']);
    expect(Object.keys(shown[0]).toSorted()).toEqual([
      'cc',
      'from',
      'hasAttachments',
      'isPrivate',
      'mailbox',
      'messageId',
      'receivedAt',
      'subject',
      'to',
    ]);
  });

  it('show a member and a viewer only those in which they take part', async () => {
    for (const role of ['member', 'viewer'] as const) {
      const client = await connect(caller(role, { member: 2, email: 'mo@msp.example' }));
      const { messages: shown } = await ask(client, 'list_messages', { customer: 'acme cafe' });
      expect(shown.map(({ subject }: Content) => subject.untrusted)).toEqual(['Salaries']);
      expect((await ask(client, 'list_meetings', { customer: 'acme cafe' })).meetings).toEqual([]);
    }
  });
});

describe('the audit log', () => {
  const rowsOf = async (as: MemberScope) => {
    const rows = await book.deps.audit.newest(as, { limit: 50, memberId: as.memberId });
    return rows.toReversed();
  };

  it('has a row for each call that reads communications, with the names of the arguments alone', async () => {
    const as = caller('admin', { member: 11 });
    const client = await connect(as);
    await ask(client, 'list_messages', { customer: 'acme cafe', limit: 5 });
    await ask(client, 'list_messages', { customer: 'acme cafe', limit: 5 });
    await ask(client, 'list_meetings', { customer: 'acme cafe' });
    const rows = await rowsOf(as);
    expect(rows.map(({ action, target, outcome }) => [action, target, outcome])).toEqual([
      ['tool.called', 'list_messages(customer, limit)', 'done'],
      ['tool.called', 'list_messages(customer, limit)', 'done'],
      ['tool.called', 'list_meetings(customer, limit)', 'done'],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/acme cafe/i);
    expect(rows[0]?.customerId).toMatch(/^cus_/);
  });

  it('says that a call failed which read nothing, and leaves no call without an outcome', async () => {
    const as = caller('admin', { member: 13 });
    const client = await connect(as);
    await ask(client, 'list_meetings', { customer: 'acme cafe' });
    const refusal = await ask(client, 'list_messages', { customer: 'acme cafe', cursor: 'of-another-list' });
    expect(refusal).toMatchObject({ error: 'invalid-cursor' });
    const outcomes = async () => (await rowsOf(as)).map(({ target, outcome }) => [target, outcome]);
    const written = [
      ['list_meetings(customer, limit)', 'done'],
      ['list_messages(cursor, customer, limit)', 'failed'],
    ];
    expect(await outcomes()).toEqual(written);
    db.table.clock.advanceSeconds(3600);
    const { clock } = db.table;
    const sweep = { msps: { all: async () => [as] }, audit: auditLog(db.table), measure: () => undefined, clock };
    expect(await completeAudit({}, sweep)).toEqual({ msps: 1, completed: 0 });
    expect(await outcomes()).toEqual(written);
  });

  it('gives no answer to a call whose row cannot be written', async () => {
    const append = () => Promise.reject(new AppError('AuditUnavailable', 'the row could not be written within 5 s'));
    const post = mcpCaller(mcpDeps(book, db.table, { messages, audit: { append } }));
    const params = { name: 'list_messages', arguments: { customer: 'acme cafe' } };
    const answer = await post({
      as: caller('admin', { member: 14 }),
      headers: { accept: 'application/json, text/event-stream' },
      body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'audit-unavailable' } });
  });

  it('has one row a day for each other tool', async () => {
    const as = caller('viewer', { member: 12 });
    const client = await connect(as);
    await ask(client, 'list_customers');
    await ask(client, 'list_customers');
    await ask(client, 'list_problems');
    db.table.clock.advanceSeconds(24 * 3600);
    await ask(client, 'list_customers');
    const rows = await rowsOf(as);
    expect(rows.map(({ action, target }) => [action, target])).toEqual([
      ['tool.used', 'list_customers'],
      ['tool.used', 'list_problems'],
      ['tool.used', 'list_customers'],
    ]);
  });
});

describe('totals', () => {
  const as = caller('viewer', { msp: 2 });
  const many = 230;
  let client: Client;
  beforeAll(async () => {
    const own = judgedBook(db.table, 2, findings);
    client = await connectMcpClient(mcpDeps(own, db.table), as);
    const at = (seconds: number) => instantOf(addSeconds(db.table.clock.now(), -seconds));
    const numbers = Array.from({ length: many }, (_, index) => index + 1);
    await own.customer('Many', 'acme.example');
    await own.customer('Unread', 'unread.example');
    await own.customer('Partly', 'partly.example');
    await own.customer('Nobody', 'nobody.example');
    await own.customer('Leavers', 'leavers.example');
    await own.connect(5, 'Leavers', 'leavers.example');
    const leavers = Array.from({ length: 120 }, (_, index) => user(index + 1, { accountEnabled: false }));
    await own.judge(5, { users: leavers, licenses: [license()] });
    await own.customer('Half', 'half.example');
    await own.customer('Rest', 'rest.example');
    await own.connect(4, 'Half and rest', 'half.example', 'rest.example');
    await own.connect(1, 'Many', 'acme.example');
    await own.connect(2, 'Unread', 'unread.example');
    await own.connect(3, 'Partly', 'partly.example');
    await own.judge(1, {
      users: users(many),
      'mfa-registrations': numbers.map((number) => registration(number, { isCapable: false })),
      'conditional-access': [],
      'directory-audits': numbers.map((number) =>
        change({ changeId: `change-${number}`, correlationId: null, at: at(3600 + number) }),
      ),
    });
    const unread = ['conditional-access', 'mfa-registrations', 'directory-audits', 'licenses'];
    await own.judge(2, { users: users(2), licenses: [] }, Object.fromEntries(unread.map((id) => [id, needsAccess])));
    const partial: SurfaceState = { ...okState, state: 'partial', unread: { count: 1, part: 'user' } };
    await own.judge(
      3,
      { users: users(3), 'mfa-registrations': [registration(1, { isCapable: false })], 'conditional-access': [] },
      { 'mfa-registrations': partial },
    );
    const shared = [user(1, { upn: 'jo@half.example' }), user(2, { upn: 'ann@rest.example' })];
    await own.judge(4, { users: shared, 'conditional-access': [] });
  });
  const notReadOf = ({ notRead }: Content): string[] => notRead.map(({ surface }: Content) => surface);

  it('count every person, beyond those that are named', async () => {
    const answer = await ask(client, 'list_people_without_mfa', { customer: 'Many' });
    expect([answer.canSignInWithoutMfa.total, answer.withoutMethod.total]).toEqual([many, many]);
    expect([answer.canSignInWithoutMfa.first.length, answer.withoutMethod.first.length]).toEqual([100, 100]);
  });

  it('are null where what they rest on was not read', async () => {
    const answer = await ask(client, 'list_people_without_mfa', { customer: 'Unread' });
    expect(answer).toMatchObject({
      users: { of: 2, capable: null, enforced: null },
      canSignInWithoutMfa: { total: null, first: [] },
      withoutMethod: { total: null, first: [] },
    });
    expect(notReadOf(answer)).toEqual(expect.arrayContaining(['conditional-access', 'mfa-registrations']));
  });

  it('are null where it was read in part, with those that are known', async () => {
    const answer = await ask(client, 'list_people_without_mfa', { customer: 'Partly' });
    expect(answer.canSignInWithoutMfa.total).toBe(3);
    expect(answer.withoutMethod).toMatchObject({
      total: null,
      first: [{ person: { untrusted: 'person1@acme.example' }, privileged: true }],
    });
  });

  it('count and name only the people of the customer in a tenant of several', async () => {
    const { canSignInWithoutMfa } = await ask(client, 'list_people_without_mfa', { customer: 'Half' });
    expect(canSignInWithoutMfa).toMatchObject({ total: 1, first: [{ person: { untrusted: 'jo@half.example' } }] });
  });

  it('are null for a customer without a tenant', async () => {
    const answer = await ask(client, 'list_people_without_mfa', { customer: 'Nobody' });
    expect([answer.canSignInWithoutMfa.total, answer.withoutMethod.total]).toEqual([null, null]);
  });

  it('count every change of the directory', async () => {
    const { directoryChanges } = await ask(client, 'list_changes', { customer: 'Many' });
    expect([directoryChanges.total, directoryChanges.first.length]).toEqual([many, 50]);
  });

  it('of changes are null where the log was not read, which the answer says', async () => {
    const answer = await ask(client, 'list_changes', { customer: 'Unread' });
    expect(answer.directoryChanges).toEqual({ total: null, first: [] });
    expect(notReadOf(answer)).toEqual(
      expect.arrayContaining(['conditional-access', 'directory-audits', 'licenses', 'mfa-registrations']),
    );
  });

  it('of products and wasted seats stand beside the first of them, null where licenses were not read', async () => {
    const totals = ({ products, productsTotal, seats, seatsTotal }: Content) => ({
      ...{ products: products.length, productsTotal },
      ...{ seats: seats.length, seatsTotal },
    });
    expect(totals(await ask(client, 'get_licenses', { customer: 'Leavers' }))).toEqual({
      ...{ products: 1, productsTotal: 1 },
      ...{ seats: 50, seatsTotal: { disabled: 120, inactive: null, overlap: 0, rightSizing: null } },
    });
    expect(totals(await ask(client, 'get_licenses', { customer: 'Unread' }))).toEqual({
      ...{ products: 0, productsTotal: null },
      ...{ seats: 0, seatsTotal: { disabled: null, inactive: null, overlap: null, rightSizing: null } },
    });
  });

  it('of what is lost say of how many customers it is not known', async () => {
    const answer = await ask(client, 'list_license_costs');
    expect(answer.customersNotRead).toBe(1);
    expect(notReadOf(answer)).toContain('licenses');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attendee } from '#local/microsoft/generate/generate-mail.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { RunId, TenantId } from '#shared/kernel/ids.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { type OutgoingRequest, redirectedTransport } from '#shared/microsoft/origins.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { events as eventStore } from '#shared/store/event-copies.ts';
import { messages as messageStore } from '#shared/store/message-copies.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import { events } from '#shared/surfaces/events/surface.ts';
import { messages } from '#shared/surfaces/messages/surface.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { addMeeting, address, connectionSignIn, deliverMessage, mailTenant } from '#test/support/mail-tenant.ts';
import { connectionId, customerId, mailboxId, mspId, newConnection } from '#test/support/numbered-tenants.ts';
import { itemKindOf, recordWrites } from '#test/support/recorded-writes.ts';
import { startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { fakeMicrosoft, testCollecting } from '#test/support/test-collecting.ts';

const tess = 'tess@msp.example';
const [ann, bob] = [address('ann@acme.example'), address('bob@bolt.example')];
const hour = 3600;
const day = 24 * hour;

describe('a mailbox that is read incrementally', { timeout: 120_000 }, () => {
  let dynamoDb: TestDynamoDb;
  let microsoft: SimulatedMicrosoft;
  let used = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    microsoft = await startTestMicrosoft([], { clock: dynamoDb.table.clock, enforceLimits: false });
  });
  afterAll(async () => {
    await microsoft.stop();
    await dynamoDb.stop();
  });

  /** An MSP of its own with one customer and one technician's mailbox that runs read. */
  const msp = async () => {
    used += 1;
    const watched = recordWrites(dynamoDb.table);
    const { table } = watched;
    const number = 900 + used;
    const tenant = mailTenant(table.clock.now(), [tess], undefined, number);
    microsoft.addTenant(tenant);
    const { clientId, credential } = connectionSignIn(tenant);
    const scope = openTenantScope(mspId(number), TenantId.parse(tenant.tenantId));
    const mailboxes = [{ mailboxId: mailboxId(1), upn: tess }];
    await connections(table).create(scope, newConnection(number, { tenantId: scope.tenantId, clientId, mailboxes }));
    const customer = (at: number, domain: string) =>
      customers(table).create(scope, {
        ...{ customerId: customerId(at), name: domain, domains: [{ domain, includeSubdomains: false }] },
      });
    await customer(1, 'acme.example');
    const sent: OutgoingRequest[] = [];
    const through = redirectedTransport(microsoft.origins);
    const opened = openMicrosoft({
      ...{ tenantId: tenant.tenantId, clientId, cloud: 'global', clock: table.clock, mailboxes: [tess] },
      credential: { kind: 'secret', value: new Secret(credential.value) },
      tokenWindow: throttleWindows(table).ofTokenEndpoint(scope),
      transport: (request) => {
        sent.push(request);
        return through(request);
      },
    });
    const collecting = { ...testCollecting(table, fakeMicrosoft()), microsoftFor: async () => opened };
    let runs = 0;
    const read = async (surface: typeof messages | typeof events) => {
      runs += 1;
      const runId = RunId.parse(`run_${String(number * 100 + runs).padStart(26, '0')}`);
      const asked = { connectionId: connectionId(number), runId };
      const lease = await collecting.leases.acquire(scope, 'communications', { ...asked, execution: runId });
      const run = { ...asked, mspId: scope.mspId, tenantId: scope.tenantId, fence: lease.fence };
      await collecting.runs.start(scope, { ...run, kind: 'communications', trigger: 'schedule' });
      const target = { surfaceId: surface.id, mailboxId: mailboxId(1) };
      sent.length = 0;
      const { status } = await readSurface(surface, scope, { run, target, needs: [], waitedSeconds: 0 }, collecting);
      await collecting.leases.release(scope, 'communications', lease);
      expect(status).toBe('done');
    };
    const later = async (seconds: number, surface: typeof messages | typeof events = messages) => {
      table.clock.advanceSeconds(seconds);
      await read(surface);
    };
    const subjects = async (at = 1) =>
      (await Array.fromAsync(messageStore(table).ofCustomer(scope, customerId(at)))).map(
        ({ copies }) => copies[0].subject,
      );
    const meetings = async () =>
      (await Array.fromAsync(eventStore(table).ofCustomer(scope, customerId(1)))).map(({ copies }) => copies[0]);
    const mail = (subject: string, hoursAgo: number, from = ann) =>
      deliverMessage(tenant, tess, table.clock.now(), { subject, from, to: [address(tess)], hoursAgo });
    const filters = () =>
      sent.flatMap(({ url }) => {
        const { pathname, searchParams } = new URL(url);
        return pathname.endsWith('/messages') ? [`${searchParams.get('$filter')} ${searchParams.get('$select')}`] : [];
      });
    /** The writes since the last call, without the record of the read itself. */
    const written = () =>
      watched
        .take()
        .map(itemKindOf)
        .filter((kind) => !['LEASE', 'RUN', 'SURFACE', 'CONNECTION', 'TENANT', 'CUSTOMER', 'DOMAIN'].includes(kind));
    return { tenant, sent, written, read, later, subjects, meetings, mail, filters, customer, clock: table.clock };
  };

  it('requests messages received since a day before the last read, and only the ids and folders of the rest', async () => {
    const { mail, read, later, filters, subjects, clock } = await msp();
    mail('old', 13 * 24);
    await read(messages);
    expect(filters()).toHaveLength(1);
    const [since, from] = [clock.now().getTime() - day * 1000, clock.now().getTime() - 14 * day * 1000];
    await later(600);
    expect(filters()).toEqual([
      expect.stringMatching(new RegExp(`^receivedDateTime ge ${new Date(since).toISOString()} id,internetMessageId,`)),
      `receivedDateTime ge ${new Date(from + 600_000).toISOString()} id,parentFolderId,isDraft,receivedDateTime`,
    ]);
    expect(await subjects()).toEqual(['old']);
  });

  it('writes nothing where nothing changed, and only the item that changed otherwise', async () => {
    const { tenant, mail, read, later, written, clock } = await msp();
    for (const [at, subject] of ['one', 'two', 'three'].entries()) mail(subject, 30 + at);
    const meetingOf = (subject: string) =>
      addMeeting(tenant, tess, clock.now(), { subject, inHours: 30, organizer: ann });
    const review = meetingOf('review');
    meetingOf('planning');
    await read(messages);
    await read(events);
    expect(written().filter((kind) => kind === 'MESSAGE').length).toBeGreaterThanOrEqual(3);
    for (const surface of [messages, events]) {
      await later(600, surface);
      expect(written()).toEqual([]);
    }
    mail('four', 0.1);
    await later(600);
    // The copy of the mailbox, and the row of its customer.
    expect(written()).toEqual(['MESSAGE', 'MESSAGE']);
    review.subject = 'review, with coffee';
    await later(600, events);
    expect(written()).toEqual(['EVENT', 'EVENT']);
  });

  it('stores a message that was delivered late and removes one that was deleted, moved to Junk or expired', async () => {
    const { mail, read, later, subjects } = await msp();
    const [deleted, junk] = [mail('deleted', 30), mail('junk', 40)];
    mail('stays', 50);
    mail('ends', 14 * 24 - 1);
    await read(messages);
    expect((await subjects()).toSorted()).toEqual(['deleted', 'ends', 'junk', 'stays']);
    deleted.remove();
    junk.message.folder = 'junkemail';
    mail('late', 0.9);
    await later(300);
    expect(await subjects()).toEqual(['late', 'stays', 'ends']);
    await later(2 * hour);
    expect(await subjects()).toEqual(['late', 'stays']);
  });

  it('reads the full window after a customer was added, and every six hours', async () => {
    const { mail, read, later, subjects, customer, filters } = await msp();
    mail('of the other', 100, bob);
    const { message } = mail('back from the junk', 90);
    message.folder = 'junkemail';
    await read(messages);
    expect(await subjects()).toEqual([]);
    await customer(2, 'bolt.example');
    await later(600);
    expect(filters()).toHaveLength(1);
    expect(await subjects(2)).toEqual(['of the other']);
    message.folder = 'inbox';
    await later(600);
    expect(await subjects()).toEqual([]);
    await later(6 * hour);
    expect(await subjects()).toEqual(['back from the junk']);
  });

  it('requests immutable ids with every mailbox request', async () => {
    const { mail, read, later, sent } = await msp();
    for (const hours of Array.from({ length: 120 }, (_, at) => at)) mail(`mail ${hours}`, hours, bob);
    await read(messages);
    const [first] = [sent.filter(({ url }) => url.includes('/messages'))];
    expect(first.length).toBeGreaterThan(1);
    await later(600);
    await later(600, events);
    const requests = [...first, ...sent].filter(({ url }) => url.includes('/users/'));
    for (const { headers, url } of requests) expect(headers['Prefer'], url).toMatch(/IdType="ImmutableId"/);
    const batches = sent.filter(({ url }) => url.endsWith('/$batch'));
    for (const { body } of batches) expect(String(body).match(/ImmutableId/g)).toHaveLength(3);
  });

  it('keeps an event until 14 days after its end, although only seven days of the calendar are requested', async () => {
    const { tenant, read, later, meetings, clock } = await msp();
    addMeeting(tenant, tess, clock.now(), {
      subject: 'Review',
      organizer: ann,
      attendees: [attendee(address(tess))],
      inHours: -24,
    });
    await read(events);
    expect(await meetings()).toHaveLength(1);
    await later(8 * day, events);
    expect(await meetings()).toHaveLength(1);
    await later(6 * day, events);
    expect(await meetings()).toEqual([]);
  });

  it('removes an event that was deleted or moved out of the window, stores a moved one once, and marks a canceled one', async () => {
    const { tenant, read, later, meetings, clock } = await msp();
    const wish = { organizer: ann, attendees: [attendee(address(tess))], inHours: 24 };
    const moved = addMeeting(tenant, tess, clock.now(), { ...wish, subject: 'moved' });
    const canceled = addMeeting(tenant, tess, clock.now(), { ...wish, subject: 'canceled' });
    const away = addMeeting(tenant, tess, clock.now(), { ...wish, subject: 'away' });
    await read(events);
    expect(await meetings()).toHaveLength(3);
    const in90days = new Date(clock.now().getTime() + 90 * day * 1000).toISOString();
    Object.assign(away, { startAt: in90days, endAt: in90days });
    const [startAt, endAt] = [30, 31].map((hours) =>
      new Date(clock.now().getTime() + hours * hour * 1000).toISOString(),
    );
    Object.assign(moved, { startAt, endAt });
    canceled.isCancelled = true;
    await later(600, events);
    expect(
      (await meetings()).map(({ subject, startAt: at, isCancelled }) => [subject, at === startAt, isCancelled]),
    ).toEqual([
      ['canceled', false, true],
      ['moved', true, false],
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMessage, anEvent, attendee } from '#local/microsoft/generate/generate-mail.ts';
import { random } from '#local/microsoft/random.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import {
  aTenant,
  type GraphAnswer,
  graphClient,
  startTestMicrosoft,
  testNow,
} from '#test/support/simulated-microsoft.ts';

const draw = random(5);
const tenant = aTenant();
const [owner] = tenant.users;
const jo = { name: 'Jo Birch', address: 'jo.birch@acme.example' };
const me = { name: owner?.displayName ?? '', address: owner?.mail ?? '' };
const longText = `${'A'.repeat(255)}beyond the preview <b>`;
const mail = aMessage(draw, testNow, { subject: 'Long', from: jo, to: [me], text: longText, hoursAgo: 1 });
const secret = aMessage(draw, testNow, { subject: 'Private', from: jo, to: [me], sensitivity: 2, hoursAgo: 2 });
const draft = aMessage(draw, testNow, { subject: 'Draft', from: me, to: [jo], folder: 'drafts', hoursAgo: 3 });
const meeting = anEvent(draw, testNow, { subject: 'Review', organizer: me, attendees: [attendee(jo)], inHours: 24 });
const immutable = { headers: { Prefer: 'IdType="ImmutableId"' } };
const base = `/v1.0/users/${owner?.userPrincipalName}`;
let microsoft: SimulatedMicrosoft;
let get: (path: string, init?: RequestInit) => Promise<GraphAnswer>;

beforeAll(async () => {
  for (let count = 0; count < 20; count += 1) {
    owner?.mailbox?.messages.push(
      aMessage(draw, testNow, { subject: `Old ${count}`, from: jo, to: [me], hoursAgo: 24 * (count + 1) }),
    );
  }
  owner?.mailbox?.messages.push(draft, secret, mail);
  owner?.mailbox?.events.push(meeting, {
    ...meeting,
    id: 'another',
    startAt: '2027-01-01T00:00:00.000Z',
    endAt: '2027-01-01T01:00:00.000Z',
  });
  microsoft = await startTestMicrosoft([tenant], { enforceLimits: false });
  get = await graphClient(microsoft, tenant);
});
afterAll(() => microsoft.stop());

describe('the messages of a mailbox', () => {
  it('are returned newest first, ten at a time by default', async () => {
    const { body } = await get(`${base}/messages`);
    expect(body.value).toHaveLength(10);
    expect(body.value[0].subject).toBe('Long');
    expect(body['@odata.nextLink']).toContain('/messages?$skiptoken=');
  });

  it('are filtered by time, and ordered only by the first filter property', async () => {
    const since = '2026-11-12T09:00:00.000Z';
    const query = `$filter=receivedDateTime ge ${since}&$orderby=receivedDateTime desc&$top=100`;
    const { body } = await get(`${base}/messages?${query}`);
    expect(body.value).toHaveLength(13);
    const inefficient = await get(`${base}/messages?$filter=isDraft eq false&$orderby=receivedDateTime desc`);
    expect([inefficient.status, inefficient.body.error.code]).toEqual([400, 'InefficientFilter']);
  });

  it('have the first 255 characters of the text as preview, and mark drafts', async () => {
    const { body } = await get(`${base}/messages?$top=3&$select=bodyPreview,isDraft,subject`);
    expect(body.value[0].bodyPreview).toBe('A'.repeat(255));
    expect(body.value.map(({ isDraft }: { isDraft: boolean }) => isDraft)).toEqual([false, false, true]);
  });

  it('include their sensitivity only when it is expanded and set', async () => {
    const expand = `$expand=singleValueExtendedProperties($filter=id eq 'Integer 0x36')`;
    const { body } = await get(`${base}/messages?$top=2&$select=id&${expand}`);
    expect(body.value[0]).not.toHaveProperty('singleValueExtendedProperties');
    expect(body.value[1].singleValueExtendedProperties).toEqual([{ id: 'Integer 0x36', value: '2' }]);
    expect((await get(`${base}/messages?$expand=attachments`)).status).toBe(400);
  });

  it('have the id of their folder', async () => {
    const { body: folder } = await get(`${base}/mailFolders/Drafts?$select=id,totalItemCount`);
    expect(folder.totalItemCount).toBe(1);
    const { body } = await get(`${base}/messages/${draft.id}?$select=parentFolderId`);
    expect(body.parentFolderId).toBe(folder.id);
    expect((await get(`${base}/mailFolders/nowhere`)).body.error.code).toBe('ErrorItemNotFound');
  });
});

describe('the id of a message', () => {
  it('stays when the message moves if it is immutable, and changes otherwise', async () => {
    const read = async (init?: RequestInit) => (await get(`${base}/messages?$top=1&$select=id`, init)).body.value[0].id;
    const [kept, changing] = [await read(immutable), await read()];
    expect(kept).toBe(mail.id);
    expect(changing).not.toBe(mail.id);
    mail.folder = 'archive';
    expect(await read(immutable)).toBe(kept);
    expect(await read()).not.toBe(changing);
    expect((await get(`${base}/messages/${kept}`)).status).toBe(200);
    const missing = await get(`${base}/messages/${changing}`);
    expect([missing.status, missing.body.error.code]).toEqual([404, 'ErrorItemNotFound']);
    mail.folder = 'inbox';
  });

  it('is case-sensitive', async () => {
    const swapped = mail.id.replace(/[a-z]/, (letter) => letter.toUpperCase());
    expect((await get(`${base}/messages/${swapped}`)).status).toBe(404);
  });
});

describe('a body', () => {
  it('is escaped HTML, or text if the request prefers it', async () => {
    const html = await get(`${base}/messages/${mail.id}?$select=subject,body`);
    expect(html.body.body.contentType).toBe('html');
    expect(html.body.body.content).toContain('beyond the preview &lt;b&gt;');
    const headers = { Prefer: 'outlook.body-content-type="text", IdType="ImmutableId"' };
    const text = await get(`${base}/messages/${mail.id}?$select=subject,body`, { headers });
    expect(text.body.body).toEqual({ contentType: 'text', content: longText });
    expect(text.headers.get('preference-applied')).toContain('outlook.body-content-type="text"');
  });

  it('of an event is returned, too', async () => {
    const { body } = await get(`${base}/events/${meeting.id}?$select=subject,body,bodyPreview,attendees`, immutable);
    expect(body).toMatchObject({ subject: 'Review', attendees: [{ emailAddress: jo, type: 'required' }] });
    expect(body.body.content).toContain('<p>');
  });
});

describe('a calendar view', () => {
  it('has the events between its two instants, in UTC without an offset', async () => {
    const { body } = await get(
      `${base}/calendarView?startDateTime=2026-11-15T09:00:00Z&endDateTime=2026-12-06T09:00:00`,
    );
    expect(body.value).toMatchObject([
      { subject: 'Review', start: { dateTime: '2026-11-23T09:00:00.0000000', timeZone: 'UTC' }, isOnlineMeeting: true },
    ]);
  });

  it('is refused without both instants', async () => {
    const answer = await get(`${base}/calendarView?startDateTime=2026-11-15T09:00:00Z`);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'ErrorInvalidParameter']);
  });
});

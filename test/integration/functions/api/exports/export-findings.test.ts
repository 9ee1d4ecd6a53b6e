import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/exports/contract.ts';
import { exportFindings } from '#functions/api/exports/export-findings.ts';
import type { OcsfEvent } from '#shared/exports/ocsf-event.ts';
import { delimitedRows } from '#shared/kernel/delimited-text.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { registration, users } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;
let call: ReturnType<typeof apiCaller>;
const capable = (count: number) => [1, 2, 3, 4].map((number) => registration(number, { isCapable: number > count }));

/** Two tenants with two findings about people each; in the first, one is then resolved. */
beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1);
  await book.customer('Acme', 'acme.example');
  for (const number of [1, 2]) {
    await book.connect(number, `Tenant ${number}`, 'acme.example');
    await book.judge(number, { users: users(4), 'mfa-registrations': capable(2) });
  }
  db.table.clock.advanceSeconds(3600);
  await book.judge(1, { users: users(4), 'mfa-registrations': capable(1) });
  const limits = rateLimits(db.table);
  const consumeRateLimit = (who: MemberScope) => limits.take(who, 'exports', 30);
  call = apiCaller(contract, { exportFindings }, { ...book.deps, consumeRateLimit });
});
afterAll(() => db.stop());

const get = (query: Record<string, string> = {}, msp = 1) =>
  call({ as: caller('viewer', { msp }), route: 'GET /v1/exports/findings', query });
const events = async (query: Record<string, string> = {}): Promise<OcsfEvent[]> => (await get(query)).body.items;
const aboutPeople = (found: readonly OcsfEvent[]) =>
  found
    .filter(({ finding_info: { analytic } }) => analytic.uid === 'mfa.every-user-capable')
    .map(({ activity_id: activity, cloud, resources }) => `${cloud.account.name} ${resources[0]?.name} ${activity}`);

describe('GET /v1/exports/findings', () => {
  it('gives one event for each finding of the book, closed ones too', async () => {
    expect(aboutPeople(await events()).toSorted()).toEqual([
      'Tenant 1 Person 1 1',
      'Tenant 1 Person 2 3',
      'Tenant 2 Person 1 1',
      'Tenant 2 Person 2 1',
    ]);
  });

  it('gives every finding once, page by page, in both formats', async () => {
    const inOnePage = (await events({ limit: '200' })).map(({ finding_info: { uid } }) => uid);
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await get({ limit: '3', ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...body.items.map(({ finding_info: { uid } }: OcsfEvent) => uid));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(inOnePage);

    const keys: (string | undefined)[] = [];
    for (let query: Record<string, string> | undefined = { format: 'csv', limit: '3' }; query !== undefined; ) {
      const { text, headers } = await get(query);
      keys.push(...[...delimitedRows(text, ',')].slice(1).map(({ fields }) => fields.at(-1)));
      const next = /^<([^>]*)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
      query = next === undefined ? undefined : Object.fromEntries(new URL(next).searchParams);
    }
    expect(keys).toEqual(inOnePage);
  });

  it('filters by state and severity', async () => {
    expect(aboutPeople(await events({ state: 'resolved' }))).toEqual(['Tenant 1 Person 2 3']);
    const critical = await events({ severity: 'critical' });
    expect(new Set(critical.map(({ severity_id: severity }) => severity))).toEqual(new Set([5]));
  });

  it('is text/csv with a heading line where it is asked for', async () => {
    const { headers, text } = await get({ format: 'csv', state: 'resolved' });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(text.split('\r\n')[0]).toMatch(/^Customer,Tenant,Severity,/);
    expect(text).toContain('Person 2');
  });

  it('gives another MSP nothing, and refuses its cursor', async () => {
    const { body } = await get({ limit: '1' });
    expect((await get({}, 2)).body.items).toEqual([]);
    expect(await get({ limit: '1', cursor: body.nextCursor }, 2)).toMatchObject({ status: 400 });
    expect(await get({ limit: '1', cursor: body.nextCursor, state: 'open' })).toMatchObject({ status: 400 });
  });

  it('says how many pages are left, and refuses more with the seconds to wait', async () => {
    db.table.clock.advanceSeconds(120);
    expect((await get({ limit: '1' })).headers).toMatchObject({ 'ratelimit-policy': expect.stringContaining('30') });
    const refused = [];
    for (let page = 0; page < 30; page += 1) {
      const answer = await get({ limit: '1' });
      if (answer.status === 429) refused.push(answer);
    }
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    db.table.clock.advanceSeconds(120);
  });

  it('writes an audit row for each page', async () => {
    const rows = async () =>
      (await book.deps.audit.newest(caller('admin'), { limit: 100 })).filter(
        ({ action }) => action === 'findings.exported',
      );
    const before = (await rows()).length;
    await get({ format: 'csv' });
    const after = await rows();
    expect([after.length - before, after[0]]).toEqual([1, expect.objectContaining({ target: 'csv', outcome: 'done' })]);
  });

  it.each([{ format: 'xml' }, { state: 'gone' }, { other: '1' }])('refuses %j', async (query) => {
    expect(await get(query as Record<string, string>)).toMatchObject({
      status: 400,
      body: { code: 'invalid-input' },
    });
  });
});

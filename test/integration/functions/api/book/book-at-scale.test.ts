import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/book/contract.ts';
import { getBookFinding } from '#functions/api/book/get-book-finding.ts';
import { listBookCustomers } from '#functions/api/book/list-book-customers.ts';
import { listBookFindings } from '#functions/api/book/list-book-findings.ts';
import { listBookSignals } from '#functions/api/book/list-book-signals.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { copiedBook, listedFinding } from '#test/support/copied-book.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { countDynamoDbRequests, itemBytes, pageBytes } from '#test/support/dynamodb-cost.ts';
import type { JudgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller } from '#test/support/numbered-msps.ts';

const tenants = 50;
/** Customers, connections, summaries and expired mutes. */
const queriesOfBook = 4;

let db: TestDynamoDb;
let book: JudgedBook;
let call: ReturnType<typeof apiCaller>;
let requests: ReturnType<typeof countDynamoDbRequests>;
beforeAll(async () => {
  db = await startDynamoDb();
  book = await copiedBook(db.table, tenants);
  call = apiCaller(contract, { listBookCustomers, listBookFindings, getBookFinding, listBookSignals }, book.deps);
  requests = countDynamoDbRequests(db.table);
});
afterAll(() => db.stop());

const get = async (route: string, query: Record<string, string> = {}, params: Record<string, string> = {}) => {
  requests.take();
  const { body } = await call({ as: caller('viewer'), route: `GET /v1/book/${route}`, query, params });
  return { body, asked: requests.take() };
};

describe(`a book of ${tenants} tenants`, () => {
  it.each(['customers', 'findings', 'signals'])('reads %s with four queries', async (view) => {
    const { body, asked } = await get(view);
    expect(body.items.length).toBeGreaterThan(0);
    expect(asked).toBe(queriesOfBook);
  });

  it.each([1, 10, 49])('reads a page of %i of a work-list with one more query than it has items', async (limit) => {
    const params = { findingId: listedFinding };
    const first = await get('findings/{findingId}', { limit: String(limit) }, params);
    expect(first.body.items).toHaveLength(limit);
    expect(first.asked).toBe(queriesOfBook + limit + 1);
    const second = await get('findings/{findingId}', { limit: String(limit), cursor: first.body.nextCursor }, params);
    expect(second.body.items).toHaveLength(Math.min(limit, tenants - limit));
    expect(second.asked).toBeLessThanOrEqual(queriesOfBook + limit + 1);
  });

  /** Pages of 2,000 such items. */
  it.each([
    ['TENANT-SUMMARY', 5],
    ['CONNECTION', 3],
    ['CUSTOMER', 1],
  ])('stores items so small that %s of 2,000 tenants needs %i requests', async (kind, pages) => {
    const items = (await itemsOfMsp(db.table, book.scope.mspId)).filter(({ sk }) => String(sk).startsWith(`${kind}#`));
    expect(items).toHaveLength(tenants);
    const bytes = items.reduce((sum, item) => sum + itemBytes(item), 0) / tenants;
    expect(Math.ceil((2_000 * bytes) / pageBytes)).toBeLessThanOrEqual(pages);
  });
});

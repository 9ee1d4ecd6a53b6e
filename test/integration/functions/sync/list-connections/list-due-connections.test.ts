import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishBook } from '#functions/sync/finish-book/finish-book.ts';
import { pageSize } from '#functions/sync/list-connections/contract.ts';
import { listDueConnections } from '#functions/sync/list-connections/list-due-connections.ts';
import { tallyPage } from '#functions/sync/tally-page/tally-page.ts';
import { BookRunId } from '#shared/kernel/ids.ts';
import { bookRuns } from '#shared/store/book-run-store.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { connectionId, tenantId, tenantScope } from '#test/support/numbered-tenants.ts';

describe('a book run', () => {
  let dynamoDb: TestDynamoDb;
  const bookRunId = BookRunId.parse('book-1');
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
    const due = directoryDue(dynamoDb.table);
    const now = dynamoDb.table.clock.now();
    const numbers = Array.from({ length: pageSize + 20 }, (_, at) => at + 1);
    for (let from = 0; from < numbers.length; from += 40) {
      await Promise.all(
        numbers
          .slice(from, from + 40)
          .map((number) => due.schedule(tenantScope(number), connectionId(number), tenantId(number), 'posture', now)),
      );
    }
  });
  afterAll(() => dynamoDb.stop());

  const deps = () => ({ bookRuns: bookRuns(dynamoDb.table), due: directoryDue(dynamoDb.table) });
  const list = (page: number) => listDueConnections({ kind: 'posture', bookRunId, page }, deps());
  const tally = (page: number, outcomes: readonly ('finished' | 'failed' | 'skipped')[]) =>
    tallyPage({ kind: 'posture', bookRunId, page, outcomes: outcomes.map((outcome) => ({ outcome })) }, deps());

  it('lists every due connection once, page by page, and accounts for all of them', async () => {
    const first = await list(0);
    expect(first).toMatchObject({ page: 0, more: true });
    expect(first.items).toHaveLength(pageSize);
    expect(JSON.stringify(first).length).toBeLessThan(256 * 1024);
    // Connections that were read are due later; the next page must not shift.
    for (const { connectionId: id, tenantId: of } of first.items.slice(0, 10)) {
      const number = Number(id.slice(-6));
      const later = new Date(dynamoDb.table.clock.now().getTime() + 900_000);
      await directoryDue(dynamoDb.table).schedule(tenantScope(number), id, of, 'posture', later);
    }
    expect(
      await tally(
        0,
        first.items.map(() => 'finished'),
      ),
    ).toEqual({ page: 1 });

    const second = await list(1);
    expect(second).toMatchObject({ page: 1, more: false });
    const listed = [...first.items, ...second.items].map(({ connectionId: id }) => id);
    expect(new Set(listed).size).toBe(pageSize + 20);
    expect(await list(1)).toEqual(second);
    const outcomes = second.items.map((_, at) => (at === 0 ? ('failed' as const) : ('skipped' as const)));
    await tally(1, outcomes);
    await tally(1, outcomes);

    const unaccounted: number[] = [];
    const sum = await finishBook(
      { kind: 'posture', bookRunId },
      { ...deps(), recordUnaccounted: (each) => void unaccounted.push(each) },
    );
    expect(sum).toEqual({
      bookRunId,
      kind: 'posture',
      scheduled: pageSize + 20,
      finished: pageSize,
      failed: 1,
      skipped: 19,
    });
    expect(unaccounted).toEqual([0]);
  });

  it('reports the number of unaccounted connections', async () => {
    const other = BookRunId.parse('book-2');
    const page = await listDueConnections({ kind: 'posture', bookRunId: other, page: 0 }, deps());
    const outcomes = page.items.slice(3).map(() => ({ outcome: 'finished' as const }));
    await tallyPage({ kind: 'posture', bookRunId: other, page: 0, outcomes }, deps());
    const unaccounted: number[] = [];
    await finishBook(
      { kind: 'posture', bookRunId: other },
      { ...deps(), recordUnaccounted: (each) => void unaccounted.push(each) },
    );
    expect(unaccounted).toEqual([3]);
  });

  it('leaves connections that become due in the meantime to the next book run', async () => {
    const book = BookRunId.parse('book-3');
    await bookRuns(dynamoDb.table).begin('communications', book);
    dynamoDb.table.clock.advanceSeconds(60);
    const now = dynamoDb.table.clock.now();
    await directoryDue(dynamoDb.table).schedule(tenantScope(1), connectionId(1), tenantId(1), 'communications', now);
    expect(await listDueConnections({ kind: 'communications', bookRunId: book, page: 0 }, deps())).toEqual({
      page: 0,
      items: [],
      more: false,
    });
  });
});

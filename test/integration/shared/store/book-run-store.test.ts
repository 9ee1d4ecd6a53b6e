import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BookRunId } from '#shared/kernel/ids.ts';
import { bookRuns } from '#shared/store/book-run-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';

const book = (name: string) => BookRunId.parse(name);

describe('book runs', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  it('adds up its own pages only', async () => {
    const store = bookRuns(dynamoDb.table);
    for (const name of ['one', 'one-more']) {
      await store.begin('posture', book(name));
      await store.recordListed('posture', book(name), 0, { scheduled: 3, next: 'there' });
      await store.recordTally('posture', book(name), 0, { finished: 2, failed: 1, skipped: 0 });
    }
    await store.recordListed('posture', book('one'), 1, { scheduled: 2, next: undefined });
    expect(await store.finish('posture', book('one'))).toEqual({ scheduled: 5, finished: 2, failed: 1, skipped: 0 });
  });

  it('counts a page once, however often it is listed and counted', async () => {
    const store = bookRuns(dynamoDb.table);
    await store.begin('posture', book('twice'));
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await store.recordListed('posture', book('twice'), 0, { scheduled: 2, next: undefined });
    }
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await store.recordTally('posture', book('twice'), 0, { finished: 1, failed: 0, skipped: 1 });
    }
    expect(await store.finish('posture', book('twice'))).toEqual({ scheduled: 2, finished: 1, failed: 0, skipped: 1 });
  });

  it('keeps its start when it is started again', async () => {
    const store = bookRuns(dynamoDb.table);
    const { startedAt } = await store.begin('posture', book('again'));
    dynamoDb.table.clock.advanceSeconds(60);
    expect(await store.begin('posture', book('again'))).toMatchObject({ startedAt });
  });

  it('returns the position at which a page begins', async () => {
    const store = bookRuns(dynamoDb.table);
    await store.recordListed('posture', book('pages'), 0, { scheduled: 1, next: 'there' });
    expect(await store.positionOf('posture', book('pages'), 0)).toBeUndefined();
    expect(await store.positionOf('posture', book('pages'), 1)).toBe('there');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemberScope } from '#shared/access/open-scope.ts';
import { idempotency } from '#shared/store/idempotency-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { aPrincipal } from '#test/support/gateway-request.ts';

const caller = openMemberScope(aPrincipal());
const began = { payloadHash: 'a', withinSeconds: 30 };
const answer = { statusCode: 201, headers: {}, body: '{}' };

describe('idempotency', () => {
  let dynamoDb: TestDynamoDb;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  it('lets exactly one of many concurrent requests begin', async () => {
    const store = idempotency(dynamoDb.table);
    const request = { operation: 'op', key: 'race' };
    const all = await Promise.all(Array.from({ length: 10 }, () => store.begin(caller, request, began)));
    expect(all.filter((one) => one === 'begun')).toHaveLength(1);
    expect(all.find((one) => one !== 'begun')).toMatchObject({ state: 'in-progress', payloadHash: 'a' });
  });

  it('lets an unfinished request begin again after the timeout of its function', async () => {
    const store = idempotency(dynamoDb.table);
    const request = { operation: 'op', key: 'crashed' };
    await store.begin(caller, request, began);
    dynamoDb.table.clock.advanceSeconds(29);
    expect(await store.begin(caller, request, began)).toMatchObject({ state: 'in-progress' });
    dynamoDb.table.clock.advanceSeconds(1);
    expect(await store.begin(caller, request, began)).toBe('begun');
  });

  it('returns a stored response for a day, whether or not the engine deleted it', async () => {
    const store = idempotency(dynamoDb.table);
    const request = { operation: 'op', key: 'day' };
    await store.begin(caller, request, began);
    await store.complete(caller, request, { payloadHash: 'a', answer });
    dynamoDb.table.clock.advanceSeconds(86_399);
    expect(await store.begin(caller, request, began)).toMatchObject({ state: 'completed', answer });
    dynamoDb.table.clock.advanceSeconds(1);
    expect(await store.begin(caller, request, began)).toBe('begun');
  });

  it('erases the responses that contain a text, and still counts their requests as answered', async () => {
    const store = idempotency(dynamoDb.table);
    const request = { operation: 'op', key: 'erased' };
    const other = { operation: 'op', key: 'kept' };
    const body = '{"email":"Jane@acme.example"}';
    for (const each of [request, other]) await store.begin(caller, each, began);
    await store.complete(caller, request, { payloadHash: 'a', answer: { ...answer, body } });
    await store.complete(caller, other, { payloadHash: 'a', answer });
    expect(await store.eraseResponses(caller, 'jane@acme.example')).toBe(1);
    expect(await store.eraseResponses(caller, 'jane@acme.example')).toBe(0);
    const left = await store.begin(caller, request, began);
    expect(left).toMatchObject({ state: 'completed', payloadHash: 'a' });
    expect(left).not.toHaveProperty('answer');
    expect(await store.begin(caller, other, began)).toMatchObject({ answer });
  });

  it('deletes the record of a failed request', async () => {
    const store = idempotency(dynamoDb.table);
    const request = { operation: 'op', key: 'failed' };
    await store.begin(caller, request, began);
    await store.release(caller, request);
    expect(await store.begin(caller, request, began)).toBe('begun');
  });
});

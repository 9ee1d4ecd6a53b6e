import {
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.stop());

const client = (): TestDynamoDb['table']['client'] => database.table.client;
const table = (): { readonly TableName: string } => ({ TableName: database.table.name });
const tooLong = 'é'.repeat(513);
const refused = { name: 'ValidationException' };

const query = (more: object) =>
  new QueryCommand({
    ...table(),
    KeyConditionExpression: '#pk = :pk and begins_with(#sk, :sk)',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: { ':pk': 'a', ':sk': 'x' },
    ...more,
  });

describe('a request that DynamoDB refuses', () => {
  it('has a sort key over 1,024 bytes in an item, a key, a query or a transaction', async () => {
    const item = { pk: 'a', sk: tooLong };
    await expect(client().send(new PutCommand({ ...table(), Item: item }))).rejects.toMatchObject(refused);
    await expect(client().send(new GetCommand({ ...table(), Key: item }))).rejects.toMatchObject(refused);
    const values = { ':pk': 'a', ':sk': tooLong };
    await expect(client().send(query({ ExpressionAttributeValues: values }))).rejects.toMatchObject(refused);
    const transaction = { TransactItems: [{ Put: { ...table(), Item: item } }] };
    await expect(client().send(new TransactWriteCommand(transaction))).rejects.toMatchObject(refused);
  });

  it('sets the key of an index to more than 1,024 bytes', async () => {
    const item = { pk: 'a', sk: 'x', gsi1pk: 'a', gsi1sk: tooLong };
    await expect(client().send(new PutCommand({ ...table(), Item: item }))).rejects.toMatchObject(refused);
    const update = {
      ...table(),
      Key: { pk: 'a', sk: 'x' },
      UpdateExpression: 'SET #gsi1pk = :pk, #gsi1sk = :sk',
      ExpressionAttributeNames: { '#gsi1pk': 'gsi1pk', '#gsi1sk': 'gsi1sk' },
      ExpressionAttributeValues: { ':pk': 'a', ':sk': tooLong },
    };
    await expect(client().send(new UpdateCommand(update))).rejects.toMatchObject(refused);
  });

  it('starts at a key of another partition', async () => {
    await expect(client().send(query({ ExclusiveStartKey: { pk: 'b', sk: 'x' } }))).rejects.toMatchObject(refused);
  });

  it('compares with more than 100 operands of IN', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `:v${index}`);
    const filter = {
      ...table(),
      FilterExpression: `#kind IN (${names.join(', ')})`,
      ExpressionAttributeNames: { '#kind': 'kind' },
      ExpressionAttributeValues: Object.fromEntries(names.map((name) => [name, name])),
    };
    await expect(client().send(new ScanCommand(filter))).rejects.toMatchObject(refused);
  });
});

describe('a request within the limits', () => {
  it('is sent', async () => {
    await client().send(new PutCommand({ ...table(), Item: { pk: 'a', sk: 'x'.repeat(1024), kind: ':v1' } }));
    const page = query({ ExclusiveStartKey: { pk: 'a', sk: 'x' } });
    await expect(client().send(page)).resolves.toMatchObject({ Count: 1 });
  });
});

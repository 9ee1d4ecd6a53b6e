import * as dynamodb from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { runResources } from '#test/support/runtime-assembly.ts';

/**
 * The behavior of DynamoDB that the stores rely on, tested through the SDK. Another engine or a newer version must pass
 * the same tests.
 */
const TableName = 'contract';
const S = (value: string): { S: string } => ({ S: value });
const N = (value: number): { N: string } => ({ N: String(value) });
const key = (pk: string, sk = 'x'): { pk: { S: string }; sk: { S: string } } => ({ pk: S(pk), sk: S(sk) });

let stack: RunningAssembly;
let client: dynamodb.DynamoDBClient;

beforeAll(async () => {
  const text = (AttributeName: string): object => ({ AttributeName, AttributeType: 'S' });
  stack = await runResources({
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName,
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-rank',
            KeySchema: [
              { AttributeName: 'gsi1pk', KeyType: 'HASH' },
              { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
        Replicas: [{ Region: 'us-east-1' }],
      },
    },
  });
  client = new dynamodb.DynamoDBClient({
    endpoint: String(stack.endpoints['AWS_ENDPOINT_URL_DYNAMODB']),
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  client?.destroy();
  await stack?.stop();
});

const put = (
  item: Record<string, dynamodb.AttributeValue>,
  more: object = {},
): Promise<dynamodb.PutItemCommandOutput> =>
  client.send(new dynamodb.PutItemCommand({ TableName, Item: item, ...more }));
const get = async (
  item: Record<string, dynamodb.AttributeValue>,
): Promise<Record<string, dynamodb.AttributeValue> | undefined> =>
  (await client.send(new dynamodb.GetItemCommand({ TableName, Key: item, ConsistentRead: true }))).Item;

describe('a conditional write', () => {
  it('is refused with the item that exists', async () => {
    await put({ ...key('condition'), v: N(1) });
    const refused = put(
      { ...key('condition'), v: N(2) },
      { ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    );
    await expect(refused).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: { v: N(1) } });
  });

  it('succeeds once among concurrent writers', async () => {
    const race = Array.from({ length: 30 }, () =>
      put(key('race'), { ConditionExpression: 'attribute_not_exists(pk)' }),
    );
    const outcomes = await Promise.allSettled(race);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('counts concurrent increments without loss', async () => {
    const add = new dynamodb.UpdateItemCommand({
      TableName,
      Key: key('count'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': N(1) },
    });
    await Promise.all(Array.from({ length: 50 }, () => client.send(add)));
    expect(await get(key('count'))).toMatchObject({ n: N(50) });
  });
});

describe('a transaction', () => {
  const write = (items: dynamodb.TransactWriteItem[], token?: string): Promise<unknown> =>
    client.send(new dynamodb.TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: token }));
  const putting = (pk: string, more: object = {}): dynamodb.TransactWriteItem => ({
    Put: { TableName, Item: key(pk), ...more },
  });

  it('writes all or nothing, and names the refused part', async () => {
    await put(key('taken'));
    const refused = write([putting('free'), putting('taken', { ConditionExpression: 'attribute_not_exists(pk)' })]);
    await expect(refused).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    expect(await get(key('free'))).toBeUndefined();
  });

  it('is applied once when its token is repeated', async () => {
    const add: dynamodb.TransactWriteItem = {
      Update: {
        TableName,
        Key: key('once'),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': N(1) },
      },
    };
    await write([add], 'the-same-token');
    await write([add], 'the-same-token');
    expect(await get(key('once'))).toMatchObject({ n: N(1) });
  });

  it('refuses a repeated item and more than 100 items', async () => {
    await expect(write([putting('twice'), putting('twice')])).rejects.toMatchObject({ name: 'ValidationException' });
    const many = Array.from({ length: 101 }, (_, index) => putting(`many-${index}`));
    await expect(write(many)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a query', () => {
  const query = (input: Partial<dynamodb.QueryCommandInput>): Promise<dynamodb.QueryCommandOutput> =>
    client.send(new dynamodb.QueryCommand({ TableName, ...input }));

  it('reads a partition in order, by prefix and in pages', async () => {
    for (const sk of ['a#2', 'a#1', 'b#1', 'a#3']) await put(key('ordered', sk));
    const input = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :a)',
      ExpressionAttributeValues: { ':pk': S('ordered'), ':a': S('a#') },
      Limit: 2,
    };
    const first = await query(input);
    expect(first.Items?.map(({ sk }) => sk?.S)).toEqual(['a#1', 'a#2']);
    const second = await query({ ...input, ExclusiveStartKey: first.LastEvaluatedKey });
    expect(second.Items?.map(({ sk }) => sk?.S)).toEqual(['a#3']);
  });

  it('pages an index with equal sort keys without losing or repeating an item', async () => {
    for (let index = 0; index < 25; index++) await put({ ...key(`rank-${index}`), gsi1pk: S('r'), gsi1sk: S('same') });
    const seen: string[] = [];
    let from: Record<string, dynamodb.AttributeValue> | undefined;
    do {
      const page = await query({
        IndexName: 'by-rank',
        KeyConditionExpression: 'gsi1pk = :r',
        ExpressionAttributeValues: { ':r': S('r') },
        Limit: 4,
        ExclusiveStartKey: from,
      });
      seen.push(...(page.Items ?? []).map(({ pk }) => pk?.S ?? ''));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('ends a page at one megabyte', async () => {
    for (let index = 0; index < 5; index++) await put({ ...key('heavy', String(index)), d: S('x'.repeat(300 * 1024)) });
    const { Items, LastEvaluatedKey } = await query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': S('heavy') },
    });
    expect(Items?.length).toBeLessThan(5);
    expect(LastEvaluatedKey).toBeDefined();
  });

  it('of an index refuses a consistent read', async () => {
    const consistent = query({
      IndexName: 'by-rank',
      KeyConditionExpression: 'gsi1pk = :r',
      ExpressionAttributeValues: { ':r': S('r') },
      ConsistentRead: true,
    });
    await expect(consistent).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('an item', () => {
  it('keeps the case of its keys, empty text and numbers of 38 digits', async () => {
    const digits = '12345678901234567890123456789012345678';
    await put({ ...key('CaSe'), empty: S(''), n: { N: digits } });
    expect(await get(key('CaSe'))).toMatchObject({ empty: S(''), n: { N: digits } });
    expect(await get(key('case'))).toBeUndefined();
  });

  it.each([
    ['over 400 KB', { ...key('big'), d: S('x'.repeat(410 * 1024)) }],
    ['with an empty key', key('')],
  ])('%s is refused', async (_what, item) => {
    await expect(put(item)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is still returned after its expiry, so readers filter', async () => {
    await put({ ...key('expired'), expiresAtSeconds: N(1) });
    const { TimeToLiveDescription } = await client.send(new dynamodb.DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAtSeconds' });
  });
});

describe('a batch', () => {
  it('writes at most 25 and reads at most 100 items', async () => {
    const write = (count: number): Promise<unknown> =>
      client.send(
        new dynamodb.BatchWriteItemCommand({
          RequestItems: {
            [TableName]: Array.from({ length: count }, (_, i) => ({ PutRequest: { Item: key('batch', String(i)) } })),
          },
        }),
      );
    await write(25);
    await expect(write(26)).rejects.toMatchObject({ name: 'ValidationException' });
    const keys = (count: number): object[] => Array.from({ length: count }, (_, i) => key('batch', String(i)));
    const read = (count: number): Promise<dynamodb.BatchGetItemCommandOutput> =>
      client.send(
        new dynamodb.BatchGetItemCommand({
          RequestItems: { [TableName]: { Keys: keys(count) as Record<string, dynamodb.AttributeValue>[] } },
        }),
      );
    expect((await read(100)).Responses?.[TableName]).toHaveLength(25);
    await expect(read(101)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('an expression', () => {
  it.each([
    ['with a reserved word', { UpdateExpression: 'SET status = :s', ExpressionAttributeValues: { ':s': S('x') } }],
    [
      'with a value that is not used',
      { UpdateExpression: 'SET a = :s', ExpressionAttributeValues: { ':s': S('x'), ':u': S('y') } },
    ],
  ])('%s is refused', async (_what, update) => {
    const refused = client.send(new dynamodb.UpdateItemCommand({ TableName, Key: key('expression'), ...update }));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

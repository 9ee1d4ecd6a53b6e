import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableShape } from './table-shape.ts';

/**
 * Limits of DynamoDB that other engines do not enforce.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const partitionKeyBytes = 2048;
const sortKeyBytes = 1024;
const operandsOfIn = 100;

const { partitionKey, sortKey, worstFirst } = tableShape;
const partitionKeys: readonly string[] = [partitionKey, worstFirst.partitionKey];
const sortKeys: readonly string[] = [sortKey, worstFirst.sortKey];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const bytesOf = (value: unknown): number => (typeof value === 'string' ? Buffer.byteLength(value) : 0);

const tooLong = (name: string, value: unknown): string | undefined => {
  if (partitionKeys.includes(name) && bytesOf(value) > partitionKeyBytes)
    return `the partition key ${name} exceeds ${partitionKeyBytes} bytes`;
  if (sortKeys.includes(name) && bytesOf(value) > sortKeyBytes)
    return `the sort key ${name} exceeds ${sortKeyBytes} bytes`;
  return undefined;
};

/** The keys in an item, in the key of a request, or in a start key. */
const longKeyIn = (item: unknown): string | undefined => {
  for (const [name, value] of Object.entries(fieldsOf(item))) {
    const fault = tooLong(name, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

/** The values that an expression compares a key with or sets it to, by the name of the key. */
const keyValues = (request: Fields, expression: string): readonly (readonly [string, unknown])[] => {
  const values = fieldsOf(request['ExpressionAttributeValues']);
  const names = Object.entries(fieldsOf(request['ExpressionAttributeNames']));
  const keys = names.filter(([, name]) => [...partitionKeys, ...sortKeys].includes(textOf(name)));
  return keys.flatMap(([alias, name]) => {
    const comparison = new RegExp(`${alias}\\b(?: *(?:=|<=?|>=?) *|, *| +BETWEEN +)(:\\w+)(?: +AND +(:\\w+))?`, 'g');
    return [...expression.matchAll(comparison)].flatMap(([, first, second]) =>
      [first, second].flatMap((value) => (value === undefined ? [] : [[textOf(name), values[value]] as const])),
    );
  });
};

const longKeyInExpressions = (request: Fields): string | undefined => {
  for (const field of ['KeyConditionExpression', 'UpdateExpression']) {
    for (const [name, value] of keyValues(request, textOf(request[field]))) {
      const fault = tooLong(name, value);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
};

const otherPartition = (request: Fields): string | undefined => {
  const startKey = fieldsOf(request['ExclusiveStartKey']);
  for (const [name, value] of keyValues(request, textOf(request['KeyConditionExpression']))) {
    if (!partitionKeys.includes(name) || startKey[name] === undefined || startKey[name] === value) continue;
    return 'the start key is of another partition';
  }
  return undefined;
};

const longList = (request: Fields): string | undefined => {
  const lists = ['FilterExpression', 'ConditionExpression'].flatMap((field) => [
    ...textOf(request[field]).matchAll(/\bIN *\(([^()]*)\)/gi),
  ]);
  const isLong = lists.some(([, operands = '']) => operands.split(',').length > operandsOfIn);
  return isLong ? `IN takes at most ${operandsOfIn} operands` : undefined;
};

const faultOf = (request: Fields): string | undefined => {
  const parts = Array.isArray(request['TransactItems'])
    ? request['TransactItems'].flatMap((item) => Object.values(fieldsOf(item)).map(fieldsOf))
    : [];
  for (const part of [request, ...parts]) {
    const keys = ['Key', 'Item', 'ExclusiveStartKey'].map((field) => longKeyIn(part[field]));
    const fault =
      keys.find((one) => one !== undefined) ?? longKeyInExpressions(part) ?? otherPartition(part) ?? longList(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

/** Makes a client refuse what DynamoDB refuses, so that a fault shows on whatever engine the code runs. */
export const withDynamoDbLimits = (client: DynamoDBDocumentClient): DynamoDBDocumentClient => {
  client.middlewareStack.add(
    (next) => (request) => {
      const fault = faultOf(fieldsOf(request.input));
      if (fault === undefined) return next(request);
      throw new DynamoDBServiceException({
        name: 'ValidationException',
        $fault: 'client',
        message: `One or more parameter values were invalid: ${fault}`,
        $metadata: { httpStatusCode: 400 },
      });
    },
    { step: 'initialize', priority: 'high', name: 'dynamoDbLimits' },
  );
  return client;
};

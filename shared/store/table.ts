import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/ids.ts';

/** The one table, as the stores of this room share it. Its key names stand in `table-shape.ts`. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Each call gives up after 5 s; the SDK tries three times with jitter. */
export const openTable = (options: { name: string; clock: Clock; newId: NewId }): Table => ({
  ...options,
  client: DynamoDBDocumentClient.from(
    new DynamoDBClient({ maxAttempts: 3, requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 } }),
    { marshallOptions: { removeUndefinedValues: true } },
  ),
});

/** Whether a write was refused by its own condition: the error itself, or ElectroDB's wrapping of it, or a transaction that one condition canceled. */
export const refusedByCondition = (error: unknown): boolean => {
  if (error instanceof ConditionalCheckFailedException) return true;
  if (error instanceof TransactionCanceledException) {
    return error.CancellationReasons?.some((reason) => reason.Code === 'ConditionalCheckFailed') ?? false;
  }
  return error instanceof Error && error.cause !== undefined && refusedByCondition(error.cause);
};

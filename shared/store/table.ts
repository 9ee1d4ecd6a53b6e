import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CallBudget, clientOptions } from '#shared/aws/client-options.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/ids.ts';
import { withDynamoDbLimits } from './dynamodb-limits.ts';

/** The table that all stores share. Its key names are in `table-shape.ts`. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  readonly clock: Clock;
  readonly newId: NewId;
}

export const openTable = ({ budget, ...shared }: Omit<Table, 'client'> & { budget?: CallBudget }): Table => ({
  ...shared,
  client: withDynamoDbLimits(
    DynamoDBDocumentClient.from(new DynamoDBClient(clientOptions(budget)), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  ),
});

/**
 * Whether the condition of a write was not met: the error itself, an error that ElectroDB wrapped around it, or a
 * transaction that a condition canceled.
 */
export const refusedByCondition = (error: unknown): boolean => {
  if (error instanceof ConditionalCheckFailedException) return true;
  if (error instanceof TransactionCanceledException) {
    return error.CancellationReasons?.some((reason) => reason.Code === 'ConditionalCheckFailed') ?? false;
  }
  return error instanceof Error && error.cause !== undefined && refusedByCondition(error.cause);
};

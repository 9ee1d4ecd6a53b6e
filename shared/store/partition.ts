import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { databaseCall } from './electrodb.ts';
import type { Table } from './table.ts';
import { tableShape } from './table-shape.ts';
import { writeTransaction } from './transaction-writes.ts';

const Key = z.object({ [tableShape.partitionKey]: z.string(), [tableShape.sortKey]: z.string() });
export type Key = z.output<typeof Key>;
/** ElectroDB writes the name of the entity into every item. */
const KindedKey = Key.extend({ __edb_e__: z.string() });
export type KindedKey = z.output<typeof KindedKey>;

const maxKeysPerTransaction = 100;

/** The keys of a whole partition, whichever stores wrote there, so that records of future stores are deleted too. */
export const keysInPartition = async ({ client, name }: Table, partition: string): Promise<KindedKey[]> => {
  const { partitionKey, sortKey } = tableShape;
  const keys: KindedKey[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await databaseCall(() =>
      client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: '#pk = :pk',
          ProjectionExpression: '#pk, #sk, #kind',
          ExpressionAttributeNames: { '#pk': partitionKey, '#sk': sortKey, '#kind': '__edb_e__' },
          ExpressionAttributeValues: { ':pk': partition },
          ExclusiveStartKey: from,
        }),
      ),
    );
    keys.push(...z.array(KindedKey).parse(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return keys;
};

/** Deletes items, a hundred per transaction. */
export const deleteItems = async (table: Table, keys: readonly Key[]): Promise<void> => {
  for (let at = 0; at < keys.length; at += maxKeysPerTransaction) {
    const batch = keys
      .slice(at, at + maxKeysPerTransaction)
      .map(({ pk, sk }) => ({ Delete: { TableName: table.name, Key: { pk, sk } } }));
    await writeTransaction(table, batch);
  }
};

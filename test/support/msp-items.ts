import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '#shared/store/table.ts';

/** All items of one MSP, for tests that something was not stored. */
export const itemsOfMsp = async (table: Table, mspId: string): Promise<readonly Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items.filter(({ pk, sk }) => [pk, sk].join(' ').includes(mspId));
};

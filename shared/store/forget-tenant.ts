import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { stored } from './electro.ts';
import { writeTogether } from './fenced-writes.ts';
import { leases } from './lease.ts';
import type { Table } from './table.ts';
import { tableShape } from './table-shape.ts';

/**
 * Drops all that was ever read of a tenant or made of it: states, facts, findings with their history, verdicts, numbers, its line in the book, and the runs of
 * its connection. The leases stay, ended: their fences may never fall, and a run under way finds that it holds the tenant no more. Answers how many items went.
 */
export const forgetTenant = async (
  table: Table,
  scope: TenantScope,
  { connectionId }: { readonly connectionId: ConnectionId },
): Promise<number> => {
  const { mspId, tenantId } = scope;
  for (const kind of RunKind.options) await leases(table).end(scope, kind);
  const ofTenant = await keysIn(table, `MSP#${mspId}#TENANT#${tenantId}`);
  // States first: without its announcement a reading under way writes nothing more.
  const states = ofTenant.filter(({ sk }) => sk.startsWith('SURFACE#'));
  const others = ofTenant.filter(({ sk }) => !sk.startsWith('SURFACE#') && !sk.startsWith('LEASE#'));
  const runs = (await keysIn(table, `MSP#${mspId}#CONNECTION#${connectionId}`)).filter(({ sk }) =>
    sk.startsWith('RUN#'),
  );
  const gone: Key[] = [
    ...states,
    ...others,
    { pk: `MSP#${mspId}`, sk: `TENANT-SUMMARY#${tenantId}` },
    ...runs.flatMap((reference) => [{ pk: `MSP#${mspId}#${reference.sk}`, sk: 'RUN' }, reference]),
  ];
  for (let from = 0; from < gone.length; from += keysAtOnce) await drop(table, gone.slice(from, from + keysAtOnce));
  return states.length + others.length + runs.length;
};

const Key = z.object({ [tableShape.partitionKey]: z.string(), [tableShape.sortKey]: z.string() });
type Key = z.output<typeof Key>;
const keysAtOnce = 100;

/** The keys of a whole partition, whatever stores wrote there: one that is added later is forgotten too. */
const keysIn = async ({ client, name }: Table, partition: string): Promise<Key[]> => {
  const { partitionKey, sortKey } = tableShape;
  const keys: Key[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await stored(() =>
      client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: '#pk = :pk',
          ProjectionExpression: '#pk, #sk',
          ExpressionAttributeNames: { '#pk': partitionKey, '#sk': sortKey },
          ExpressionAttributeValues: { ':pk': partition },
          ExclusiveStartKey: from,
        }),
      ),
    );
    keys.push(...z.array(Key).parse(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return keys;
};

const drop = (table: Table, keys: readonly Key[]): Promise<void> =>
  writeTogether(
    table,
    keys.map((key) => ({ Delete: { TableName: table.name, Key: key } })),
  );

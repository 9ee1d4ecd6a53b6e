import type { ConnectionId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { leases } from './lease-store.ts';
import { deleteItems, type Key, keysInPartition } from './partition.ts';
import type { Table } from './table.ts';

/**
 * Drops all that was ever read of a tenant or made of it: states, facts, findings with their history, verdicts, numbers, its line in the book, and the runs of
 * its connection. The leases stay, ended: their fences may never fall, and a run under way finds that it holds the tenant no more. Answers how many items went.
 */
export const deleteTenantData = async (
  table: Table,
  scope: TenantScope,
  { connectionId }: { readonly connectionId: ConnectionId },
): Promise<number> => {
  const { mspId, tenantId } = scope;
  for (const kind of RunKind.options) await leases(table).revoke(scope, kind);
  const ofTenant = await keysInPartition(table, `MSP#${mspId}#TENANT#${tenantId}`);
  // States first: without its announcement a reading under way writes nothing more.
  const states = ofTenant.filter(({ sk }) => sk.startsWith('SURFACE#'));
  const others = ofTenant.filter(({ sk }) => !sk.startsWith('SURFACE#') && !sk.startsWith('LEASE#'));
  const runs = (await keysInPartition(table, `MSP#${mspId}#CONNECTION#${connectionId}`)).filter(({ sk }) =>
    sk.startsWith('RUN#'),
  );
  const gone: Key[] = [
    ...states,
    ...others,
    { pk: `MSP#${mspId}`, sk: `TENANT-SUMMARY#${tenantId}` },
    ...runs.flatMap((reference) => [{ pk: `MSP#${mspId}#${reference.sk}`, sk: 'RUN' }, reference]),
  ];
  await deleteItems(table, gone);
  return states.length + others.length + runs.length;
};

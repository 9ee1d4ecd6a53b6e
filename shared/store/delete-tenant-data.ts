import type { ConnectionId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { leases } from './lease-store.ts';
import { deleteItems, type Key, keysInPartition } from './partition.ts';
import type { Table } from './table.ts';

/**
 * Deletes everything that was read of a tenant or derived from it: states, facts, findings with their history,
 * verdicts, signals, its summary, and the runs of its connection. The leases stay, revoked: their fences may never
 * decrease, and a run under way finds that it has lost the tenant. Returns how many items were deleted.
 */
export const deleteTenantData = async (
  table: Table,
  scope: TenantScope,
  { connectionId }: { readonly connectionId: ConnectionId },
): Promise<number> => {
  const { mspId, tenantId } = scope;
  for (const kind of RunKind.options) await leases(table).revoke(scope, kind);
  const ofTenant = await keysInPartition(table, `MSP#${mspId}#TENANT#${tenantId}`);
  // States first: a run under way writes nothing more once its claim is deleted.
  const states = ofTenant.filter(({ sk }) => sk.startsWith('SURFACE#'));
  const others = ofTenant.filter(({ sk }) => !sk.startsWith('SURFACE#') && !sk.startsWith('LEASE#'));
  const runs = (await keysInPartition(table, `MSP#${mspId}#CONNECTION#${connectionId}`)).filter(({ sk }) =>
    sk.startsWith('RUN#'),
  );
  const keys: Key[] = [
    ...states,
    ...others,
    { pk: `MSP#${mspId}`, sk: `TENANT-SUMMARY#${tenantId}` },
    ...runs.flatMap((reference) => [{ pk: `MSP#${mspId}#${reference.sk}`, sk: 'RUN' }, reference]),
  ];
  await deleteItems(table, keys);
  return states.length + others.length + runs.length;
};

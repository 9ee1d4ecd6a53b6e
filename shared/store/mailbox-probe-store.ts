import { Entity } from 'electrodb';
import type { z } from 'zod';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { MailboxProbeState } from '#shared/posture/mailbox-probe-state.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { leases } from './lease-store.ts';
import type { Table } from './table.ts';
import { putWrite, writeFenced } from './transaction-writes.ts';

export const shapeVersion = 2;

export const StoredProbe = MailboxProbeState.extend({ mspId: MspId, tenantId: TenantId });

export const mailboxProbeEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('mailbox-probe'),
      attributes: attributesOf(StoredProbe, shapeVersion, ['mspId', 'tenantId']),
      indexes: { record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk([], 'PROBE') } },
    },
    entityConfig(table),
  );

/** The result of each tenant's nightly probe (rules 20). */
export interface MailboxProbes {
  ofTenant(scope: TenantScope): Promise<MailboxProbeState | undefined>;

  /** Writes under the lease of the run; throws `Fenced` where a newer run holds the tenant. */
  record(scope: TenantScope, run: Pick<RunRef, 'fence'>, probe: MailboxProbeState): Promise<void>;
}

export const mailboxProbes = (table: Table): MailboxProbes => {
  const records = mailboxProbeEntity(table);
  return {
    async ofTenant({ mspId, tenantId }) {
      const { data } = await databaseCall(() => records.get({ mspId, tenantId }).go(consistent));
      return data === null ? undefined : MailboxProbeState.parse(data);
    },

    async record(scope, run, probe) {
      const { mspId, tenantId } = scope;
      const put = records.put({ mspId, tenantId, ...probe } satisfies z.input<typeof StoredProbe>);
      await writeFenced(table, leases(table).guard(scope, 'posture', run), [putWrite(put)]);
    },
  };
};

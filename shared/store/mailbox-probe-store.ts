import { Entity } from 'electrodb';
import type { z } from 'zod';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { MailboxProbe } from '#shared/posture/mailbox-probe-state.ts';
import { attributesOf, config, model, pk, sk, stored, strongly } from './electrodb.ts';
import { leases } from './lease-store.ts';
import type { Table } from './table.ts';
import { putOf, writeFenced } from './transaction-writes.ts';

export const shapeVersion = 1;

export const StoredProbe = MailboxProbe.extend({ mspId: MspId, tenantId: TenantId });

export const mailboxProbeEntity = (table: Table) =>
  new Entity(
    {
      model: model('mailbox-probe'),
      attributes: attributesOf(StoredProbe, shapeVersion, ['mspId', 'tenantId']),
      indexes: { record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk([], 'PROBE') } },
    },
    config(table),
  );

/** What the nightly probe of each tenant came to (rules 20). */
export const mailboxProbes = (table: Table) => {
  const records = mailboxProbeEntity(table);
  return {
    async ofTenant({ mspId, tenantId }: TenantScope): Promise<MailboxProbe | undefined> {
      const { data } = await stored(() => records.get({ mspId, tenantId }).go(strongly));
      return data === null ? undefined : MailboxProbe.parse(data);
    },

    /** Under the run's lease: throws `Fenced` where a newer run holds the tenant. */
    async record(scope: TenantScope, run: Pick<RunRef, 'fence'>, probe: MailboxProbe): Promise<void> {
      const { mspId, tenantId } = scope;
      const put = records.put({ mspId, tenantId, ...probe } satisfies z.input<typeof StoredProbe>);
      await writeFenced(table, leases(table).guard(scope, 'posture', run), [putOf(put)]);
    },
  };
};

export type MailboxProbes = ReturnType<typeof mailboxProbes>;

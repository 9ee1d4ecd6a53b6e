import { Entity } from 'electrodb';
import type { z } from 'zod';
import { TenantSummary } from '#shared/findings/tenant-summary.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { attributesOf, config, everything, model, pk, sk, stored, strongly, succeeds } from './electro.ts';
import { type FencedWrite, putOf } from './fenced-writes.ts';
import type { Table } from './table.ts';

/** 2: a revision; records of version 1 read as revision 0. 3: fingerprints; older records have none until the tenant is judged. */
export const shapeVersion = 3;

export const StoredSummary = TenantSummary.extend({ mspId: MspId, tenantId: TenantId });
export type StoredSummary = z.output<typeof StoredSummary>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: model('tenant-summary'),
      attributes: attributesOf(StoredSummary, shapeVersion, ['mspId', 'tenantId']),
      indexes: {
        record: {
          pk: pk(['mspId'], 'MSP#${mspId}'),
          sk: sk(['tenantId'], 'TENANT-SUMMARY#${tenantId}'),
        },
      },
    },
    config(table),
  );

/** One small record a tenant, all of an MSP in one partition: the views over the book read nothing else, a megabyte a request. */
export const tenantSummaries = (table: Table) => {
  const entity = entityOf(table);
  return {
    async ofMsp({ mspId }: MspScope): Promise<readonly StoredSummary[]> {
      const { data } = await stored(() => entity.query.record({ mspId }).go(everything));
      return data.map((item) => StoredSummary.parse(item));
    },

    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<StoredSummary | undefined> {
      const { data } = await stored(() => entity.get({ mspId, tenantId }).go(strongly));
      return data === null ? undefined : StoredSummary.parse(data);
    },

    /** The write of a summary over the one that it was made from, for a transaction. */
    put: ({ mspId, tenantId }: TenantScope, summary: TenantSummary): FencedWrite =>
      putOf(entity.put({ ...summary, mspId, tenantId }).where(succeeds(summary.revision))),
  };
};

export type TenantSummaries = ReturnType<typeof tenantSummaries>;

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Entity } from 'electrodb';
import { z } from 'zod';
import { TenantSummary } from '#shared/judging/tenant-summary.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import {
  allPages,
  attributesOf,
  consistent,
  databaseCall,
  entityConfig,
  entityModel,
  followsRevision,
  pk,
  sk,
} from './electrodb.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

/**
 * 2: a revision; records of version 1 read as revision 0. 3: fingerprints; older records have none until the tenant is judged. 4: packed; older records have an
 * attribute for each field, and are read so until the tenant is judged.
 */
export const shapeVersion = 6;

export const StoredSummary = TenantSummary.extend({ mspId: MspId, tenantId: TenantId });
export type StoredSummary = z.output<typeof StoredSummary>;

/** What keys and conditions are made of, and the rest in one piece: DynamoDB answers a megabyte a request, and a book is read whole. */
export const PackedSummary = StoredSummary.pick({ mspId: true, tenantId: true, revision: true }).extend({
  /** JSON of the other fields, deflated (RFC 1951). */
  packed: z.instanceof(Uint8Array),
});
const Rest = TenantSummary.omit({ revision: true });

const packed = (summary: TenantSummary, { mspId, tenantId }: TenantScope) => ({
  ...{ mspId, tenantId, revision: summary.revision },
  packed: deflateRawSync(JSON.stringify(Rest.parse(summary))),
});

const unpacked = (item: object): StoredSummary => {
  if (!('packed' in item)) return StoredSummary.parse(item);
  const { packed: piece, ...known } = PackedSummary.parse(item);
  return { ...Rest.parse(JSON.parse(inflateRawSync(piece).toString('utf8'))), ...known };
};

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('tenant-summary'),
      attributes: {
        ...attributesOf(StoredSummary, shapeVersion, ['mspId', 'tenantId']),
        ...attributesOf(PackedSummary, shapeVersion, ['mspId', 'tenantId']),
      },
      indexes: {
        record: {
          pk: pk(['mspId'], 'MSP#${mspId}'),
          sk: sk(['tenantId'], 'TENANT-SUMMARY#${tenantId}'),
        },
      },
    },
    entityConfig(table),
  );

/** One small record a tenant, all of an MSP in one partition: the views over the book read nothing else, a megabyte a request. */
export const tenantSummaries = (table: Table) => {
  const entity = entityOf(table);
  return {
    async ofMsp({ mspId }: MspScope): Promise<readonly StoredSummary[]> {
      const { data } = await databaseCall(() => entity.query.record({ mspId }).go(allPages));
      return data.map(unpacked);
    },

    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<StoredSummary | undefined> {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId }).go(consistent));
      return data === null ? undefined : unpacked(data);
    },

    /** The write of a summary over the one that it was made from, for a transaction. */
    put: (scope: TenantScope, summary: TenantSummary): TransactionWrite =>
      putWrite(entity.put(packed(summary, scope)).where(followsRevision(summary.revision))),
  };
};

export type TenantSummaries = ReturnType<typeof tenantSummaries>;

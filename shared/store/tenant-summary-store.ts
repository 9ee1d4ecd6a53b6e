import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
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
 * Version 2 adds a revision; records of version 1 read as revision 0. Version 3 adds fingerprints; older records have
 * none until the tenant is judged. Version 4 packs the fields; older records have one attribute per field and are read
 * so until the tenant is judged. Version 11 packs with Brotli instead of Deflate. Version 13 adds what members wrote on
 * the worst findings.
 */
export const shapeVersion = 14;

export const StoredSummary = TenantSummary.extend({ mspId: MspId, tenantId: TenantId });
export type StoredSummary = z.output<typeof StoredSummary>;

/**
 * The attributes of keys and conditions, and all other fields packed into one: DynamoDB returns at most a megabyte per
 * request, and a whole book is read at once.
 */
export const PackedSummary = StoredSummary.pick({ mspId: true, tenantId: true, revision: true }).extend({
  /** JSON of the other fields, compressed with raw DEFLATE (RFC 1951). */
  packed: z.instanceof(Uint8Array),
});
const Rest = TenantSummary.omit({ revision: true });

const packed = (summary: TenantSummary, { mspId, tenantId }: TenantScope) => ({
  mspId,
  tenantId,
  revision: summary.revision,
  packed: brotliCompressSync(JSON.stringify(Rest.parse(summary))),
});

const unpacked = (item: object): StoredSummary => {
  if (!('packed' in item)) return StoredSummary.parse(item);
  const { packed: piece, ...known } = PackedSummary.parse(item);
  return { ...Rest.parse(JSON.parse(brotliDecompressSync(piece).toString('utf8'))), ...known };
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

/**
 * One small record per tenant, all of an MSP in one partition. The views over the book read nothing else, at most a
 * megabyte per request.
 */
export interface TenantSummaries {
  ofMsp(scope: MspScope): Promise<readonly StoredSummary[]>;

  ofTenant(scope: MspScope, tenantId: TenantId): Promise<StoredSummary | undefined>;

  /** The write of a summary over the one that it was derived from, for a transaction. */
  put(scope: TenantScope, summary: TenantSummary): TransactionWrite;
}

export const tenantSummaries = (table: Table): TenantSummaries => {
  const entity = entityOf(table);
  return {
    async ofMsp({ mspId }) {
      const { data } = await databaseCall(() => entity.query.record({ mspId }).go(allPages));
      return data.map(unpacked);
    },

    async ofTenant({ mspId }, tenantId) {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId }).go(consistent));
      return data === null ? undefined : unpacked(data);
    },

    put: (scope, summary) => putWrite(entity.put(packed(summary, scope)).where(followsRevision(summary.revision))),
  };
};

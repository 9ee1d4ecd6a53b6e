import { Entity } from 'electrodb';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { CoverageSnapshot } from '#shared/posture/coverage-shape.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

export const shapeVersion = 2;

export const StoredCoverageSnapshot = CoverageSnapshot.extend({ mspId: MspId, tenantId: TenantId });

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('coverage-snapshot'),
      attributes: attributesOf(StoredCoverageSnapshot, shapeVersion, ['mspId', 'tenantId']),
      indexes: {
        record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk([], 'COVERAGE') },
      },
    },
    entityConfig(table),
  );

/**
 * The coverage snapshot of each tenant: whose MFA counted when the tenant was last judged. The next judgment is
 * compared with it.
 */
export interface CoverageSnapshots {
  ofTenant(scope: MspScope, tenantId: TenantId): Promise<CoverageSnapshot | undefined>;

  /** The write of a snapshot, for a transaction. */
  put(scope: TenantScope, snapshot: CoverageSnapshot): TransactionWrite;
}

export const coverageSnapshots = (table: Table): CoverageSnapshots => {
  const entity = entityOf(table);
  return {
    async ofTenant({ mspId }, tenantId) {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId }).go(consistent));
      return data === null ? undefined : CoverageSnapshot.parse(data);
    },

    put: ({ mspId, tenantId }, snapshot) => putWrite(entity.put({ ...snapshot, mspId, tenantId })),
  };
};

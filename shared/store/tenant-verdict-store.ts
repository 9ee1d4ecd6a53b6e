import { Entity } from 'electrodb';
import { TenantVerdicts } from '#shared/judging/tenant-summary.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

/** Version 2 adds the baseline of each finding. */
export const shapeVersion = 2;

export const StoredVerdicts = TenantVerdicts.extend({ mspId: MspId, tenantId: TenantId });

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('tenant-verdicts'),
      attributes: attributesOf(StoredVerdicts, shapeVersion, ['mspId', 'tenantId']),
      indexes: {
        record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk([], 'VERDICTS') },
      },
    },
    entityConfig(table),
  );

/** The verdict on every finding of the catalog when a tenant was last judged. */
export interface TenantVerdictStore {
  /** Undefined where the tenant was never judged. */
  ofTenant(scope: MspScope, tenantId: TenantId): Promise<TenantVerdicts | undefined>;

  /** The write of all verdicts of a tenant, for a transaction. */
  put(scope: TenantScope, verdicts: TenantVerdicts): TransactionWrite;
}

export const tenantVerdicts = (table: Table): TenantVerdictStore => {
  const entity = entityOf(table);
  return {
    async ofTenant({ mspId }, tenantId) {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId }).go(consistent));
      return data === null ? undefined : TenantVerdicts.parse(data);
    },

    put: ({ mspId, tenantId }, verdicts) => putWrite(entity.put({ ...verdicts, mspId, tenantId })),
  };
};

import { Entity } from 'electrodb';
import { TenantVerdicts } from '#shared/judging/tenant-summary.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { attributesOf, config, model, pk, sk, stored, strongly } from './electrodb.ts';
import type { Table } from './table.ts';
import { type FencedWrite, putOf } from './transaction-writes.ts';

export const shapeVersion = 1;

export const StoredVerdicts = TenantVerdicts.extend({ mspId: MspId, tenantId: TenantId });

const entityOf = (table: Table) =>
  new Entity(
    {
      model: model('tenant-verdicts'),
      attributes: attributesOf(StoredVerdicts, shapeVersion, ['mspId', 'tenantId']),
      indexes: {
        record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk([], 'VERDICTS') },
      },
    },
    config(table),
  );

/** What came out for every finding of the catalog when a tenant was judged last. */
export const tenantVerdicts = (table: Table) => {
  const entity = entityOf(table);
  return {
    /** Undefined where the tenant was never judged. */
    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<TenantVerdicts | undefined> {
      const { data } = await stored(() => entity.get({ mspId, tenantId }).go(strongly));
      return data === null ? undefined : TenantVerdicts.parse(data);
    },

    /** The write of all of them, for a transaction. */
    put: ({ mspId, tenantId }: TenantScope, verdicts: TenantVerdicts): FencedWrite =>
      putOf(entity.put({ ...verdicts, mspId, tenantId })),
  };
};

export type TenantVerdictStore = ReturnType<typeof tenantVerdicts>;

import { Entity } from 'electrodb';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { RollCall } from '#shared/posture/coverage-snapshot.ts';
import { attributesOf, config, model, pk, sk, stored, strongly } from './electrodb.ts';
import type { Table } from './table.ts';
import { type FencedWrite, putOf } from './transaction-writes.ts';

export const shapeVersion = 1;

export const StoredRollCall = RollCall.extend({ mspId: MspId, tenantId: TenantId });

const entityOf = (table: Table) =>
  new Entity(
    {
      model: model('roll-call'),
      attributes: attributesOf(StoredRollCall, shapeVersion, ['mspId', 'tenantId']),
      indexes: {
        record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk([], 'ROLL-CALL') },
      },
    },
    config(table),
  );

/** Whose MFA counted when a tenant was judged last, one record a tenant: what the next judgment is held against. */
export const rollCalls = (table: Table) => {
  const entity = entityOf(table);
  return {
    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<RollCall | undefined> {
      const { data } = await stored(() => entity.get({ mspId, tenantId }).go(strongly));
      return data === null ? undefined : RollCall.parse(data);
    },

    /** The write of it, for a transaction. */
    put: ({ mspId, tenantId }: TenantScope, rollCall: RollCall): FencedWrite =>
      putOf(entity.put({ ...rollCall, mspId, tenantId })),
  };
};

export type RollCalls = ReturnType<typeof rollCalls>;

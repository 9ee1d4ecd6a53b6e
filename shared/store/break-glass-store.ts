import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { MemberId, MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';
import { putWrite, writeTransaction } from './transaction-writes.ts';

export const shapeVersion = 1;

/**
 * The accounts of a tenant that an admin marked as emergency accounts. The list is empty where the marks were removed.
 */
export const BreakGlassMarks = z.object({
  mspId: MspId,
  tenantId: TenantId,
  userIds: z.array(z.string()),
  markedAt: Instant,
  memberId: MemberId,
});

/** DynamoDB takes 100 writes in one transaction. */
const maxTenantsPerTransaction = 100;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('break-glass'),
      attributes: attributesOf(BreakGlassMarks, shapeVersion, ['mspId', 'tenantId']),
      indexes: {
        record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk([], 'BREAK-GLASS') },
      },
    },
    entityConfig(table),
  );

/** The marks on emergency accounts, one record per tenant: customers that share a tenant share its list. */
export interface BreakGlassStore {
  ofTenant(scope: MspScope, tenantId: TenantId): Promise<readonly string[]>;

  /** Replaces the lists of these tenants. Up to a hundred tenants are written all or none. */
  put(
    caller: MemberScope,
    lists: readonly { readonly tenantId: TenantId; readonly userIds: readonly string[] }[],
  ): Promise<void>;
}

export const breakGlassMarks = (table: Table): BreakGlassStore => {
  const entity = entityOf(table);
  return {
    async ofTenant({ mspId }, tenantId) {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId }).go(consistent));
      return data === null ? [] : BreakGlassMarks.parse(data).userIds;
    },

    async put({ mspId, memberId }, lists) {
      const markedAt = instantOf(table.clock.now());
      const writes = lists.map(({ tenantId, userIds }) =>
        putWrite(entity.put({ mspId, tenantId, userIds: [...userIds], markedAt, memberId })),
      );
      for (let from = 0; from < writes.length; from += maxTenantsPerTransaction) {
        await writeTransaction(table, writes.slice(from, from + maxTenantsPerTransaction));
      }
    },
  };
};

import { Entity } from 'electrodb';
import { z } from 'zod';
import { LedgerPage } from '#shared/judging/savings-ledger.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

export const shapeVersion = 8;

export const StoredLedgerPage = LedgerPage.extend({
  mspId: MspId,
  tenantId: TenantId,
  /** The number of the page, padded so that it sorts. */
  pageKey: z.string().length(8),
});

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('savings-page'),
      attributes: attributesOf(StoredLedgerPage, shapeVersion, ['mspId', 'tenantId', 'pageKey']),
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['pageKey'], 'SAVINGS#${pageKey}'),
        },
      },
    },
    entityConfig(table),
  );

/** Savings that later runs confirmed, in pages. Pages are added and never changed. */
export interface SavingsLedger {
  /** The pages of a tenant, oldest first. */
  ofTenant(scope: MspScope, tenantId: TenantId): Promise<readonly LedgerPage[]>;

  /** The write of the next page, for a transaction. It is refused where that page exists already. */
  add(scope: TenantScope, page: LedgerPage): TransactionWrite;
}

export const savingsLedger = (table: Table): SavingsLedger => {
  const entity = entityOf(table);
  return {
    async ofTenant({ mspId }, tenantId) {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId }).go(allPages));
      return data.map((item) => LedgerPage.parse(item));
    },

    add({ mspId, tenantId }, page) {
      return putWrite(entity.create({ ...page, mspId, tenantId, pageKey: String(page.page).padStart(8, '0') }));
    },
  };
};

import { Entity } from 'electrodb';
import { z } from 'zod';
import { addDays, CalendarDate, dateOf, epochSeconds } from '#shared/kernel/clock.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { CoverageChange } from '#shared/posture/coverage-changes.ts';
import { TenantNumbers } from '#shared/posture/tenant-numbers.ts';
import {
  allPages,
  attributesOf,
  consistent,
  databaseCall,
  entityConfig,
  entityModel,
  pk,
  sk,
  unexpired,
} from './electrodb.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

/**
 * Version 2 adds the changes behind the numbers; days of version 1 have none. Version 6 may name a signal as a subject.
 */
export const shapeVersion = 7;

/** Thirteen months, so that there is always a value of a year ago to compare with. */
const keptDays = 396;
/** A day with more changes stores the first of them, because the record must fit an item of the table. */
const maxCoverageChanges = 200;

export const StoredSignals = z.object({
  mspId: MspId,
  tenantId: TenantId,
  on: CalendarDate,
  numbers: TenantNumbers,
  /** The coverage changes of that day, oldest first, up to the limit. */
  coverageChanges: z.array(CoverageChange).default([]),
  expiresAtSeconds: z.int(),
});
export type DailySignals = Pick<z.output<typeof StoredSignals>, 'on' | 'numbers' | 'coverageChanges'>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('signal'),
      attributes: attributesOf(StoredSignals, shapeVersion, ['mspId', 'tenantId', 'on']),
      indexes: {
        record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk(['on'], 'SIGNALS#${on}') },
      },
    },
    entityConfig(table),
  );

/** The signals of a tenant, one record per day: the last value of a day counts. */
export interface Signals {
  /** All days of a tenant, oldest first; at most thirteen months. */
  ofTenant(scope: MspScope, tenantId: TenantId): Promise<readonly DailySignals[]>;

  /** The days from `on` to `until`, both included, oldest first. */
  between(scope: MspScope, tenantId: TenantId, on: string, until: string): Promise<readonly DailySignals[]>;

  /** The write of one day, for a transaction. */
  put(scope: TenantScope, now: Date, signals: Omit<DailySignals, 'on'>): TransactionWrite;
}

export const signals = (table: Table): Signals => {
  const entity = entityOf(table);
  const daysIn = (items: readonly unknown[]): readonly DailySignals[] =>
    unexpired(
      table,
      items.map((item) => StoredSignals.parse(item)),
    ).map(({ on, numbers, coverageChanges }) => ({ on, numbers, coverageChanges }));
  return {
    async ofTenant({ mspId }, tenantId) {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId }).go(allPages));
      return daysIn(data);
    },

    async between({ mspId }, tenantId, on, until) {
      const { data } = await databaseCall(() =>
        entity.query
          .record({ mspId, tenantId })
          .between({ on }, { on: until })
          .go({ ...consistent, ...allPages }),
      );
      return daysIn(data);
    },

    put({ mspId, tenantId }, now, { numbers, coverageChanges }) {
      const expiresAtSeconds = epochSeconds(addDays(now, keptDays));
      return putWrite(
        entity.put({
          mspId,
          tenantId,
          on: dateOf(now),
          numbers,
          coverageChanges: coverageChanges.slice(0, maxCoverageChanges),
          expiresAtSeconds,
        }),
      );
    },
  };
};

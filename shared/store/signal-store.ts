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

/** 2: what moved the numbers; days of version 1 know of nothing. */
export const shapeVersion = 4;

/** Thirteen months, so that a year ago is always there to compare with. */
const keptDays = 396;
/** A day on which more moved is told by the first; the record must fit the table. */
const movesAtMost = 200;

export const StoredSignals = z.object({
  mspId: MspId,
  tenantId: TenantId,
  on: CalendarDate,
  numbers: TenantNumbers,
  /** What moved them that day, oldest first; the first of so many. */
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

/** The numbers of a tenant, one record a day: the last value of the day stands. */
export const signals = (table: Table) => {
  const entity = entityOf(table);
  return {
    /** Oldest first; at most thirteen months. */
    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<readonly DailySignals[]> {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId }).go(allPages));
      const items = unexpired(
        table,
        data.map((item) => StoredSignals.parse(item)),
      );
      return items.map(({ on, numbers, coverageChanges }) => ({ on, numbers, coverageChanges }));
    },

    async ofDay({ mspId }: MspScope, tenantId: TenantId, on: string): Promise<DailySignals | undefined> {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId, on }).go(consistent));
      return data === null ? undefined : StoredSignals.parse(data);
    },

    /** The write of one day, for a transaction. */
    put(
      { mspId, tenantId }: TenantScope,
      now: Date,
      { numbers, coverageChanges }: Omit<DailySignals, 'on'>,
    ): TransactionWrite {
      const expiresAtSeconds = epochSeconds(addDays(now, keptDays));
      return putWrite(
        entity.put({
          mspId,
          tenantId,
          on: dateOf(now),
          numbers,
          coverageChanges: coverageChanges.slice(0, movesAtMost),
          expiresAtSeconds,
        }),
      );
    },
  };
};

export type Signals = ReturnType<typeof signals>;

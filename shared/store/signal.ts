import { Entity } from 'electrodb';
import { z } from 'zod';
import { addDays, CalendarDate, dateOf, epochSeconds } from '#shared/kernel/clock.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { TenantNumbers } from '#shared/posture/number-schemas.ts';
import { attributesOf, config, everything, living, model, pk, sk, stored, strongly } from './electro.ts';
import { type FencedWrite, putOf } from './fenced-writes.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** Thirteen months, so that a year ago is always there to compare with. */
const keptDays = 396;

export const StoredSignals = z.object({
  mspId: MspId,
  tenantId: TenantId,
  on: CalendarDate,
  numbers: TenantNumbers,
  expiresAtSeconds: z.int(),
});
export type DailySignals = Pick<z.output<typeof StoredSignals>, 'on' | 'numbers'>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: model('signal'),
      attributes: attributesOf(StoredSignals, shapeVersion, ['mspId', 'tenantId', 'on']),
      indexes: {
        record: { pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'), sk: sk(['on'], 'SIGNALS#${on}') },
      },
    },
    config(table),
  );

/** The numbers of a tenant, one record a day: the last value of the day stands. */
export const signals = (table: Table) => {
  const entity = entityOf(table);
  return {
    /** Oldest first; at most thirteen months. */
    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<readonly DailySignals[]> {
      const { data } = await stored(() => entity.query.record({ mspId, tenantId }).go(everything));
      const items = living(
        table,
        data.map((item) => StoredSignals.parse(item)),
      );
      return items.map(({ on, numbers }) => ({ on, numbers }));
    },

    async ofDay({ mspId }: MspScope, tenantId: TenantId, on: string): Promise<DailySignals | undefined> {
      const { data } = await stored(() => entity.get({ mspId, tenantId, on }).go(strongly));
      return data === null ? undefined : StoredSignals.parse(data);
    },

    /** The write of one day, for a transaction. */
    put({ mspId, tenantId }: TenantScope, now: Date, numbers: TenantNumbers): FencedWrite {
      const expiresAtSeconds = epochSeconds(addDays(now, keptDays));
      return putOf(entity.put({ mspId, tenantId, on: dateOf(now), numbers, expiresAtSeconds }));
    },
  };
};

export type Signals = ReturnType<typeof signals>;

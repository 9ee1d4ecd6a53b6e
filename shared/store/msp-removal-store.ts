import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** The number of deleted records by kind. */
export const RemovedCounts = z.record(z.string(), z.int().nonnegative());
export type RemovedCounts = z.output<typeof RemovedCounts>;

/**
 * The receipt of an MSP that was removed: ids, instants and counts. It is the only record of its partition that stays.
 */
export const MspRemoval = z.object({
  mspId: MspId,
  /** `running`: the removal continues where it stopped when it is requested again. */
  state: z.enum(['running', 'finished']),
  requestedAt: Instant,
  finishedAt: Instant.nullable(),
  removed: RemovedCounts,
});
export type MspRemoval = z.output<typeof MspRemoval>;

/** Its sort key, for code that empties the partition of the MSP. */
export const removalKey = 'REMOVAL';

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('mspRemoval'),
      attributes: attributesOf(MspRemoval, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk([], 'REMOVAL') } },
    },
    entityConfig(table),
  );

const addCounts = (before: RemovedCounts, more: RemovedCounts): RemovedCounts => {
  const all = { ...before };
  for (const [kind, count] of Object.entries(more)) all[kind] = (all[kind] ?? 0) + count;
  return all;
};

export interface MspRemovals {
  get(scope: MspScope): Promise<MspRemoval | undefined>;

  /** Throws `RecordChanged` where the removal was begun already. */
  begin(scope: MspScope): Promise<MspRemoval>;

  /** Adds the counts of the latest part, so that a removal in parts counts everything. */
  count(scope: MspScope, more: RemovedCounts, state: MspRemoval['state']): Promise<MspRemoval>;
}

export const mspRemovals = (table: Table): MspRemovals => {
  const entity = entityOf(table);

  const get = async ({ mspId }: MspScope): Promise<MspRemoval | undefined> => {
    const { data } = await databaseCall(() => entity.get({ mspId }).go(consistent));
    return data === null ? undefined : MspRemoval.parse(data);
  };

  return {
    get,

    async begin({ mspId }) {
      const requestedAt = instantOf(table.clock.now());
      const removal = { mspId, state: 'running', requestedAt, finishedAt: null, removed: {} } as const;
      await databaseCall(() => entity.create(removal).go());
      return removal;
    },

    async count(scope, more, state) {
      const before = await get(scope);
      if (before === undefined) throw new AppError('NotFound', 'no removal of this MSP was begun');
      const finishedAt = state === 'finished' ? instantOf(table.clock.now()) : null;
      const removal: MspRemoval = { ...before, state, finishedAt, removed: addCounts(before.removed, more) };
      await databaseCall(() => entity.put(removal).go());
      return removal;
    },
  };
};

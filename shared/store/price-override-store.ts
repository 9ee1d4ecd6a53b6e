import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { CustomerId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { Price } from '#shared/licensing/price.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** The owner of prices: one customer, or the MSP for all of its customers. */
export const PriceOwner = z.union([z.literal('MSP'), CustomerId]);
export type PriceOwner = z.output<typeof PriceOwner>;

/** The prices that people set, all of one owner in one item, so that they change together. */
export const PriceOverrides = z.object({
  mspId: MspId,
  owner: PriceOwner,
  prices: z.array(Price),
  changedAt: Instant,
  /** Incremented by each change; a write names the revision that it read. */
  revision: z.number().int().positive(),
});
export type PriceOverrides = z.output<typeof PriceOverrides>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('price-overrides'),
      attributes: attributesOf(PriceOverrides, shapeVersion, ['mspId', 'owner']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['owner'], 'PRICES#${owner}') } },
    },
    entityConfig(table),
  );

export interface PriceOverrideStore {
  /** Undefined where no price was ever set. */
  ofOwner(scope: MspScope, owner: PriceOwner): Promise<PriceOverrides | undefined>;

  /**
   * Replaces the prices that were read as `before`. Throws `RecordChanged` where somebody else replaced them
   * meanwhile.
   */
  replace(
    scope: MspScope,
    owner: PriceOwner,
    before: PriceOverrides | undefined,
    prices: readonly Price[],
  ): Promise<PriceOverrides>;

  /** Deletes the prices of a customer that is removed. */
  delete(scope: MspScope, owner: CustomerId): Promise<void>;
}

export const priceOverrides = (table: Table): PriceOverrideStore => {
  const entity = entityOf(table);
  return {
    async ofOwner({ mspId }, owner) {
      const { data } = await databaseCall(() => entity.get({ mspId, owner }).go(consistent));
      return data === null ? undefined : PriceOverrides.parse(data);
    },

    async replace({ mspId }, owner, before, prices) {
      const changedAt = instantOf(table.clock.now());
      const record: PriceOverrides = {
        mspId,
        owner,
        prices: [...prices],
        changedAt,
        revision: (before?.revision ?? 0) + 1,
      };
      await databaseCall(() =>
        before === undefined
          ? entity.create(record).go()
          : entity
              .put(record)
              .where(({ revision }, { eq }) => eq(revision, before.revision))
              .go(),
      );
      return record;
    },

    async delete({ mspId }, owner) {
      await databaseCall(() => entity.delete({ mspId, owner }).go());
    },
  };
};

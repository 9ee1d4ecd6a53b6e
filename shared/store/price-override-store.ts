import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { CustomerId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { Price } from '#shared/licensing/price.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** Whose prices they are: one customer's, or those of the MSP for all. */
export const PriceOwner = z.union([z.literal('MSP'), CustomerId]);
export type PriceOwner = z.output<typeof PriceOwner>;

/** The prices that somebody set, all of one owner in one item: they change together or not at all. */
export const PriceOverrides = z.object({
  mspId: MspId,
  owner: PriceOwner,
  prices: z.array(Price),
  changedAt: Instant,
  /** Rises with each change; a write names the one that it read. */
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

export const priceOverrides = (table: Table) => {
  const entity = entityOf(table);
  return {
    /** Undefined where nobody ever set one. */
    async ofOwner({ mspId }: MspScope, owner: PriceOwner): Promise<PriceOverrides | undefined> {
      const { data } = await databaseCall(() => entity.get({ mspId, owner }).go(consistent));
      return data === null ? undefined : PriceOverrides.parse(data);
    },

    /** Puts these in the place of what was read as `before`; `RecordChanged` where somebody else did so meanwhile. */
    async replace(
      { mspId }: MspScope,
      owner: PriceOwner,
      before: PriceOverrides | undefined,
      prices: readonly Price[],
    ): Promise<PriceOverrides> {
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

    /** Of a customer that is removed. */
    async delete({ mspId }: MspScope, owner: CustomerId): Promise<void> {
      await databaseCall(() => entity.delete({ mspId, owner }).go());
    },
  };
};

export type PriceOverrideStore = ReturnType<typeof priceOverrides>;

import { Entity } from 'electrodb';
import { z } from 'zod';
import { openMspScope } from '#shared/access/open-scope.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, config, everything, model, pk, sk, stored } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** That an MSP exists, for whoever has to visit them all. */
export const MspListing = z.object({ mspId: MspId, createdAt: Instant });
export type MspListing = z.output<typeof MspListing>;

export const mspListingEntity = (table: Table) =>
  new Entity(
    {
      model: model('mspListing'),
      attributes: attributesOf(MspListing, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk([], 'DIRECTORY#MSPS'), sk: sk(['mspId'], 'MSP#${mspId}') } },
    },
    config(table),
  );

export const directoryMsps = (table: Table) => {
  const records = mspListingEntity(table);
  return {
    /** Leave to work on each MSP, oldest first. */
    async all(): Promise<readonly MspScope[]> {
      const { data } = await stored(() => records.query.record({}).go(everything));
      return data.map((item) => openMspScope(MspListing.parse(item).mspId));
    },
  };
};

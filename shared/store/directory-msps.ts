import { Entity } from 'electrodb';
import { z } from 'zod';
import { openMspScope } from '#shared/access/open-scope.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** The entry of an MSP, for tasks that go through all of them. */
export const MspListing = z.object({ mspId: MspId, createdAt: Instant });
export type MspListing = z.output<typeof MspListing>;

export const mspListingEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('mspListing'),
      attributes: attributesOf(MspListing, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk([], 'DIRECTORY#MSPS'), sk: sk(['mspId'], 'MSP#${mspId}') } },
    },
    entityConfig(table),
  );

export interface DirectoryMsps {
  /** The scope of each MSP, oldest first. */
  all(): Promise<readonly MspScope[]>;
}

export const directoryMsps = (table: Table): DirectoryMsps => {
  const records = mspListingEntity(table);
  return {
    async all() {
      const { data } = await databaseCall(() => records.query.record({}).go(allPages));
      return data.map((item) => openMspScope(MspListing.parse(item).mspId));
    },
  };
};

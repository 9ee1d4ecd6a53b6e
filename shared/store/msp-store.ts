import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** The managed service provider that uses the system. */
export const Msp = z.object({
  mspId: MspId,
  name: z.string().min(1),
  createdAt: Instant,
  /** The admins who have signed in at least once. At least one of them must remain. */
  activeAdminIds: z.array(MemberId),
  /** Incremented by each change of the admins; a change names the revision that it read. */
  revision: z.number().int().positive(),
});
export type Msp = z.output<typeof Msp>;

export const mspEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('msp'),
      attributes: attributesOf(Msp, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk([], 'MSP') } },
    },
    entityConfig(table),
  );

export interface Msps {
  get(scope: MspScope): Promise<Msp | undefined>;
}

export const msps = (table: Table): Msps => {
  const records = mspEntity(table);
  return {
    async get({ mspId }) {
      const { data } = await databaseCall(() => records.get({ mspId }).go(consistent));
      return data === null ? undefined : Msp.parse(data);
    },
  };
};

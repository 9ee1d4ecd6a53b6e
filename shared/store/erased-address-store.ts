import { createHash } from 'node:crypto';
import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/** That a person was erased, by a hash of their address: the list must not hold what it keeps out. */
export const ErasedAddress = z.object({ mspId: MspId, hash: z.string().length(64), erasedAt: Instant });

/** Of the MSP and the normalized address, in hex; whoever knows the address can find it again, nobody can read it. */
export const addressHash = ({ mspId }: MspScope, address: string): string =>
  createHash('sha256').update(`${mspId} ${address}`).digest('hex');

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('erased-address'),
      attributes: attributesOf(ErasedAddress, shapeVersion, ['mspId', 'hash']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['hash'], 'ERASED#${hash}') } },
    },
    entityConfig(table),
  );

/** Who was erased, so that the next reading of a mailbox does not bring them back. */
export const erasedAddresses = (table: Table) => {
  const entity = entityOf(table);
  return {
    /** For normalized addresses. */
    async ofMsp(scope: MspScope): Promise<(address: string) => boolean> {
      const { data } = await databaseCall(() => entity.query.record({ mspId: scope.mspId }).go(allPages));
      const hashes = new Set(data.map((item) => ErasedAddress.parse(item).hash));
      return (address) => hashes.size > 0 && hashes.has(addressHash(scope, address));
    },

    async add(scope: MspScope, address: string): Promise<void> {
      const erasedAt = instantOf(table.clock.now());
      await databaseCall(() => entity.put({ mspId: scope.mspId, hash: addressHash(scope, address), erasedAt }).go());
    },
  };
};

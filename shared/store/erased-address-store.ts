import { createHash } from 'node:crypto';
import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

/**
 * The record that a person was erased. It contains a hash of their address, because the list must not contain the
 * personal data that it blocks.
 */
export const ErasedAddress = z.object({ mspId: MspId, hash: z.string().length(64), erasedAt: Instant });

/**
 * SHA-256 in hex of the MSP and the normalized address. A known address can be looked up by it, but the address cannot
 * be read from it.
 */
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

/** The addresses of erased people, so that the next sync of a mailbox does not store them again. */
export interface ErasedAddresses {
  /** A predicate for normalized addresses. */
  ofMsp(scope: MspScope): Promise<(address: string) => boolean>;

  add(scope: MspScope, address: string): Promise<void>;
}

export const erasedAddresses = (table: Table): ErasedAddresses => {
  const entity = entityOf(table);
  return {
    async ofMsp(scope) {
      const { data } = await databaseCall(() => entity.query.record({ mspId: scope.mspId }).go(allPages));
      const hashes = new Set(data.map((item) => ErasedAddress.parse(item).hash));
      return (address) => hashes.size > 0 && hashes.has(addressHash(scope, address));
    },

    async add(scope, address) {
      const erasedAt = instantOf(table.clock.now());
      await databaseCall(() => entity.put({ mspId: scope.mspId, hash: addressHash(scope, address), erasedAt }).go());
    },
  };
};

import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { CustomerId, ErasureId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

/** Version 3 counts notes. */
export const shapeVersion = 3;

/** The number of items that were deleted from the table, and of connections with their credentials. */
export const ErasedCounts = z.object({
  messages: z.int().nonnegative(),
  events: z.int().nonnegative(),
  connections: z.int().nonnegative(),
  /** Facts, findings, signals and runs of the tenants of these connections. */
  tenantRecords: z.int().nonnegative(),
  /** Responses that were stored for repeated requests. */
  storedResponses: z.int().nonnegative(),
  /** Findings whose note or ticket contained the address. */
  notes: z.int().nonnegative(),
});
export type ErasedCounts = z.output<typeof ErasedCounts>;

/** The receipt of an erasure. It contains no address and no name. */
export const Erasure = z.object({
  mspId: MspId,
  erasureId: ErasureId,
  kind: z.enum(['address', 'customer']),
  /** The hash of an erased address, by which a known address can be checked; null for a customer. */
  addressHash: z.string().nullable(),
  customerId: CustomerId.nullable(),
  /** `failed`: request it again. What was deleted before the failure stays deleted. */
  state: z.enum(['running', 'finished', 'failed']),
  requestedAt: Instant,
  finishedAt: Instant.nullable(),
  removed: ErasedCounts,
});
export type Erasure = z.output<typeof Erasure>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('erasure'),
      attributes: attributesOf(Erasure, shapeVersion, ['mspId', 'erasureId']),
      indexes: { record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['erasureId'], 'ERASURE#${erasureId}') } },
    },
    entityConfig(table),
  );

export interface Erasures {
  get(scope: MspScope, erasureId: ErasureId): Promise<Erasure | undefined>;

  begin(scope: MspScope, subject: Pick<Erasure, 'erasureId' | 'kind' | 'addressHash' | 'customerId'>): Promise<Erasure>;

  finish(
    scope: MspScope,
    before: Erasure,
    end: { readonly state: 'finished' | 'failed'; readonly removed: ErasedCounts },
  ): Promise<Erasure>;
}

export const erasures = (table: Table): Erasures => {
  const entity = entityOf(table);
  const zeroCounts: ErasedCounts = {
    messages: 0,
    events: 0,
    connections: 0,
    tenantRecords: 0,
    storedResponses: 0,
    notes: 0,
  };
  return {
    async get({ mspId }, erasureId) {
      const { data } = await databaseCall(() => entity.get({ mspId, erasureId }).go(consistent));
      return data === null ? undefined : Erasure.parse(data);
    },

    async begin({ mspId }, subject) {
      const requestedAt = instantOf(table.clock.now());
      const erasure = {
        ...subject,
        mspId,
        state: 'running',
        requestedAt,
        finishedAt: null,
        removed: zeroCounts,
      } as const;
      await databaseCall(() => entity.create(erasure).go());
      return erasure;
    },

    async finish({ mspId }, before, end) {
      const erasure: Erasure = { ...before, mspId, ...end, finishedAt: instantOf(table.clock.now()) };
      await databaseCall(() => entity.put(erasure).go());
      return erasure;
    },
  };
};

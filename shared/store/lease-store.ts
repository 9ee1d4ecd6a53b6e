import { Entity } from 'electrodb';
import { z } from 'zod';
import { addSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { ConnectionId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import { leaseSeconds, RunKind, type RunRef } from '#shared/kernel/run.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';
import type { TransactionWrite } from './transaction-writes.ts';

export const shapeVersion = 1;

/**
 * The run that may currently read a tenant, one per kind. The fence increases with every holder and never decreases, so
 * the record stays when the lease is released.
 */
export const Lease = z.object({
  mspId: MspId,
  tenantId: TenantId,
  kind: RunKind,
  connectionId: ConnectionId,
  runId: RunId,
  /** The name of the execution. The same execution gets the same lease when it asks again. */
  execution: z.string(),
  fence: z.int().positive(),
  expiresAt: Instant,
});
export type Lease = z.output<typeof Lease>;

const leaseEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('lease'),
      attributes: {
        ...attributesOf(Lease, shapeVersion, ['mspId', 'tenantId', 'kind']),
        fence: { type: 'number' },
      },
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['kind'], 'LEASE#${kind}'),
        },
      },
    },
    entityConfig(table),
  );

export interface AcquiredLease {
  readonly runId: RunId;
  readonly fence: number;
  /** The run whose lease expired without being released. */
  readonly abandonedRun: RunId | undefined;
}

export interface Leases {
  /** Throws `LeaseHeld`, with the run that holds it, where another execution holds the lease. */
  acquire(
    scope: TenantScope,
    kind: RunKind,
    request: Pick<Lease, 'connectionId' | 'runId' | 'execution'>,
  ): Promise<AcquiredLease>;

  /** The lease of a run; throws `Fenced` where the run does not hold it any more. */
  assertHeld(scope: TenantScope, kind: RunKind, run: Pick<RunRef, 'runId' | 'fence'>): Promise<Lease>;

  /** The condition for writes that no surface state guards: no newer run has acquired the lease. */
  guard(scope: TenantScope, kind: RunKind, run: Pick<RunRef, 'fence'>): TransactionWrite;

  /** Revokes the lease at once: the fence increases, and writes under the old fence are refused. */
  revoke(scope: TenantScope, kind: RunKind): Promise<void>;

  /** Releases the lease; does nothing where a newer run has acquired it. */
  release(scope: TenantScope, kind: RunKind, held: Pick<RunRef, 'fence'>): Promise<void>;

  /** The lease of the run that is under way. */
  holder(scope: MspScope, tenantId: TenantId, kind: RunKind): Promise<Lease | undefined>;
}

export const leases = (table: Table): Leases => {
  const entity = leaseEntity(table);

  const read = async ({ mspId }: MspScope, tenantId: TenantId, kind: RunKind): Promise<Lease | undefined> => {
    const { data } = await databaseCall(() => entity.get({ mspId, tenantId, kind }).go(consistent));
    return data === null ? undefined : Lease.parse(data);
  };
  const isActive = ({ expiresAt }: Lease): boolean => new Date(expiresAt) > table.clock.now();

  return {
    async acquire(scope, kind, request) {
      const { mspId, tenantId } = scope;
      const before = await read(scope, tenantId, kind);
      if (before !== undefined && isActive(before)) {
        if (before.execution === request.execution) return { ...before, abandonedRun: undefined };
        throw new AppError('LeaseHeld', `the run ${before.runId} holds the tenant`, { runId: before.runId });
      }
      const expiresAt = instantOf(addSeconds(table.clock.now(), leaseSeconds));
      const lease = { mspId, tenantId, kind, ...request, fence: (before?.fence ?? 0) + 1, expiresAt };
      await databaseCall(
        () =>
          entity
            .put(lease)
            .where(({ fence }, { eq, notExists }) =>
              before === undefined ? notExists(fence) : eq(fence, before.fence),
            )
            .go(),
        'LeaseHeld',
      );
      const wasReleased = before === undefined || before.expiresAt === released;
      return { runId: request.runId, fence: lease.fence, abandonedRun: wasReleased ? undefined : before.runId };
    },

    async assertHeld(scope, kind, { runId, fence }) {
      const lease = await read(scope, scope.tenantId, kind);
      if (lease === undefined || lease.runId !== runId || lease.fence !== fence || !isActive(lease)) {
        throw new AppError('Fenced', `the run ${runId} does not hold the tenant any more`);
      }
      return lease;
    },

    guard({ mspId, tenantId }, kind, run) {
      const condition = entity
        .delete({ mspId, tenantId, kind })
        .where(({ fence }, { eq }) => eq(fence, run.fence))
        .params();
      // A condition check has the key and the condition of this deletion.
      return { ConditionCheck: condition as TransactionWrite['ConditionCheck'] };
    },

    async revoke(scope, kind) {
      const { mspId, tenantId } = scope;
      const before = await read(scope, tenantId, kind);
      if (before === undefined) return;
      await databaseCall(() =>
        entity
          .patch({ mspId, tenantId, kind })
          .set({ expiresAt: released, fence: before.fence + 1 })
          .where(({ fence }, { eq }) => eq(fence, before.fence))
          .go(),
      );
    },

    async release({ mspId, tenantId }, kind, held) {
      try {
        await databaseCall(
          () =>
            entity
              .patch({ mspId, tenantId, kind })
              .set({ expiresAt: released })
              .where(({ fence }, { eq }) => eq(fence, held.fence))
              .go(),
          'Fenced',
        );
      } catch (error) {
        if (!isAppError(error, 'Fenced')) throw error; // taken over: there is nothing of ours to give back
      }
    },

    async holder(scope, tenantId, kind) {
      const lease = await read(scope, tenantId, kind);
      return lease !== undefined && isActive(lease) ? lease : undefined;
    },
  };
};

/** An expiry that is always in the past. */
const released = '1970-01-01T00:00:00.000Z';

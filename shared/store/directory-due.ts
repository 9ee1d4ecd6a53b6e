import { Entity } from 'electrodb';
import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { ConnectionId, MspId, TenantId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';
import { deleteWrite, putWrite, writeTransaction } from './transaction-writes.ts';

export const shapeVersion = 1;

/**
 * When a connection is to be read next. The directory is shared by all MSPs, so an entry contains only ids and an
 * instant.
 */
export const DueEntry = z.object({
  kind: RunKind,
  dueAt: Instant,
  mspId: MspId,
  connectionId: ConnectionId,
  tenantId: TenantId,
});
export type DueEntry = z.output<typeof DueEntry>;

const entryEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('due-connection'),
      attributes: attributesOf(DueEntry, shapeVersion, ['kind', 'dueAt', 'mspId', 'connectionId']),
      indexes: {
        record: {
          pk: pk(['kind'], 'DIRECTORY#DUE#${kind}'),
          sk: sk(['dueAt', 'mspId', 'connectionId'], 'AT#${dueAt}#${mspId}#${connectionId}'),
        },
      },
    },
    entityConfig(table),
  );

/** The same record in the partition of the MSP, by which an entry is found when it is rescheduled. */
const pointerEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('due-pointer'),
      attributes: {
        ...attributesOf(DueEntry, shapeVersion, ['mspId', 'connectionId', 'kind']),
        dueAt: { type: 'string' },
      },
      indexes: {
        record: {
          pk: pk(['mspId', 'connectionId'], 'MSP#${mspId}#CONNECTION#${connectionId}'),
          sk: sk(['kind'], 'DUE#${kind}'),
        },
      },
    },
    entityConfig(table),
  );

/** Sorts after every id, so that entries at the upper bound itself are included. */
const afterEveryId = '~';

export interface DuePage {
  readonly items: readonly DueEntry[];
  /** The opaque position of the next page; undefined at the end. */
  readonly next: string | undefined;
}

export interface DirectoryDue {
  /** Schedules a connection, or reschedules it. */
  schedule(scope: MspScope, connectionId: ConnectionId, tenantId: TenantId, kind: RunKind, at: Date): Promise<void>;

  /** Removes a connection from the directory. */
  unschedule(scope: MspScope, connectionId: ConnectionId, kind: RunKind): Promise<void>;

  /** When it is due, from the record of the MSP. */
  dueAt(scope: MspScope, connectionId: ConnectionId, kind: RunKind): Promise<string | undefined>;

  /** The entries that are due up to that instant, soonest first. */
  dueUntil(kind: RunKind, until: string, page: { limit: number; from?: string | undefined }): Promise<DuePage>;
}

export const directoryDue = (table: Table): DirectoryDue => {
  const entries = entryEntity(table);
  const pointers = pointerEntity(table);

  const pointerOf = async ({ mspId }: MspScope, connectionId: ConnectionId, kind: RunKind) => {
    const { data } = await databaseCall(() => pointers.get({ mspId, connectionId, kind }).go(consistent));
    return data === null ? undefined : DueEntry.parse(data);
  };

  return {
    async schedule(scope, connectionId, tenantId, kind, at) {
      const entry: DueEntry = { kind, dueAt: at.toISOString(), mspId: scope.mspId, connectionId, tenantId };
      const before = await pointerOf(scope, connectionId, kind);
      if (before?.dueAt === entry.dueAt) return;
      const moved = pointers
        .put(entry)
        .where(({ dueAt }, { eq, notExists }) => (before === undefined ? notExists(dueAt) : eq(dueAt, before.dueAt)));
      await writeTransaction(table, [
        putWrite(moved),
        putWrite(entries.put(entry)),
        ...(before === undefined ? [] : [deleteWrite(entries.delete(before))]),
      ]);
    },

    async unschedule(scope, connectionId, kind) {
      const before = await pointerOf(scope, connectionId, kind);
      if (before === undefined) return;
      const pointer = pointers.delete({ mspId: scope.mspId, connectionId, kind });
      await writeTransaction(table, [
        deleteWrite(pointer.where(({ dueAt }, { eq }) => eq(dueAt, before.dueAt))),
        deleteWrite(entries.delete(before)),
      ]);
    },

    async dueAt(scope, connectionId, kind) {
      return (await pointerOf(scope, connectionId, kind))?.dueAt;
    },

    async dueUntil(kind, until, { limit, from }) {
      const { data, cursor } = await databaseCall(() =>
        entries.query
          .record({ kind })
          .between({ dueAt: '0' }, { dueAt: until, mspId: afterEveryId, connectionId: afterEveryId })
          .go({ ...consistent, limit, cursor: from ?? null }),
      );
      return { items: data.map((item) => DueEntry.parse(item)), next: cursor ?? undefined };
    },
  };
};

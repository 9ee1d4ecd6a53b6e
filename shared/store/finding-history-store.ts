import { Entity } from 'electrodb';
import { z } from 'zod';
import { type FindingRow, HistoryEntry } from '#shared/judging/finding-row.ts';
import { MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { parseFindingKey, placeOf } from './finding-key.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

/** 2: moves by hand. Entries of version 1 read as made by nobody. */
export const shapeVersion = 2;

/** One step of a finding's life, with the run that saw it; null where a person made it. */
export const StoredHistoryEntry = HistoryEntry.extend({
  mspId: MspId,
  tenantId: TenantId,
  place: z.string().length(28),
  runId: RunId.nullable(),
  /** The revision of the row that it made, and what happened: steps of one instant stay apart, and in order. */
  step: z.string(),
});

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('finding-history'),
      attributes: attributesOf(StoredHistoryEntry, shapeVersion, ['mspId', 'tenantId', 'place', 'at', 'step']),
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['place', 'at', 'step'], 'HISTORY#${place}#${at}#${step}'),
        },
      },
    },
    entityConfig(table),
  );

/** What became of findings, step by step. Steps are added, never changed. */
export const findingHistory = (table: Table) => {
  const entity = entityOf(table);
  return {
    /** Oldest first; empty for a key that is none. */
    async ofFinding({ mspId }: MspScope, findingKey: string): Promise<readonly HistoryEntry[]> {
      const key = parseFindingKey(findingKey);
      if (key === undefined) return [];
      const { data } = await databaseCall(() => entity.query.record({ mspId, ...key }).go(allPages));
      return data.map((item) => HistoryEntry.parse(item));
    },

    /** The write of one step, for a transaction. */
    put({ mspId, tenantId }: TenantScope, row: FindingRow, entry: HistoryEntry, runId: RunId | null): TransactionWrite {
      const step = `${String(row.revision).padStart(9, '0')}#${entry.event}`;
      return putWrite(entity.put({ ...entry, mspId, tenantId, place: placeOf(row), runId, step }));
    },
  };
};

export type FindingHistory = ReturnType<typeof findingHistory>;

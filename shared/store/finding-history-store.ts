import { Entity } from 'electrodb';
import { z } from 'zod';
import { type FindingRow, HistoryEntry } from '#shared/judging/finding-row.ts';
import { MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { allPages, attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { findingDigest, parseFindingKey } from './finding-key.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

/** Version 2 adds changes made by a person; entries of version 1 read as made by no person. Version 4 adds edits. */
export const shapeVersion = 4;

/** One step in the lifecycle of a finding, with the run that caused it; null where a person did. */
export const StoredHistoryEntry = HistoryEntry.extend({
  mspId: MspId,
  tenantId: TenantId,
  findingDigest: z.string().length(28),
  runId: RunId.nullable(),
  /** The revision of the resulting row and the event, so that steps at the same instant stay distinct and ordered. */
  step: z.string(),
});

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('finding-history'),
      attributes: attributesOf(StoredHistoryEntry, shapeVersion, ['mspId', 'tenantId', 'findingDigest', 'at', 'step']),
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['findingDigest', 'at', 'step'], 'HISTORY#${findingDigest}#${at}#${step}'),
        },
      },
    },
    entityConfig(table),
  );

/** The history of findings. Steps are added and never changed. */
export interface FindingHistory {
  /** The history of one finding, oldest first; empty where the key is not valid. */
  ofFinding(scope: MspScope, findingKey: string): Promise<readonly HistoryEntry[]>;

  /** The write of one step, for a transaction. */
  put(scope: TenantScope, row: FindingRow, entry: HistoryEntry, runId: RunId | null): TransactionWrite;
}

export const findingHistory = (table: Table): FindingHistory => {
  const entity = entityOf(table);
  return {
    async ofFinding({ mspId }, findingKey) {
      const key = parseFindingKey(findingKey);
      if (key === undefined) return [];
      const { data } = await databaseCall(() => entity.query.record({ mspId, ...key }).go(allPages));
      return data.map((item) => HistoryEntry.parse(item));
    },

    put({ mspId, tenantId }, row, entry, runId) {
      const step = `${String(row.revision).padStart(9, '0')}#${entry.event}`;
      return putWrite(entity.put({ ...entry, mspId, tenantId, findingDigest: findingDigest(row), runId, step }));
    },
  };
};

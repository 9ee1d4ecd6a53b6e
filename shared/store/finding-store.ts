import { Entity } from 'electrodb';

import { z } from 'zod';
import { applyExpiry } from '#shared/judging/expiry.ts';
import { FindingRow, isOpen, isSuppressed, isSuppressionExpired } from '#shared/judging/finding-row.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import {
  allPages,
  attributesOf,
  consistent,
  databaseCall,
  entityConfig,
  entityModel,
  followsRevision,
  pk,
  sk,
  worstFirst,
  worstFirstPk,
  worstFirstSk,
} from './electrodb.ts';
import { findingDigest, findingKeyOf, findingPrefix, parseFindingKey } from './finding-key.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

/**
 * Version 2 adds changes made by a person, and a revision; rows of version 1 read as never changed. Version 3 adds
 * fingerprints; older rows have none until the tenant is judged. Version 8 adds the facts of the reason; version 9
 * says which rows belong to the baseline. Version 10 may name a signal as the subject. Version 11 adds assignee, note
 * and ticket.
 */
export const shapeVersion = 12;

/** A finding as it is stored: its row, its owner and its id in a URL. */
export const StoredFinding = FindingRow.extend({
  mspId: MspId,
  tenantId: TenantId,
  findingKey: z.string().length(50),
  /** Identifies it within its tenant; the end of the finding key. */
  findingDigest: z.string().length(28),
});
export type StoredFinding = z.output<typeof StoredFinding>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('finding'),
      attributes: {
        ...attributesOf(StoredFinding, shapeVersion, ['mspId', 'tenantId', 'findingDigest']),
        indexGroup: { type: 'string', hidden: true, required: true },
        indexSortKey: { type: 'string', hidden: true, required: true },
      },
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['findingDigest'], 'FINDING#${findingDigest}'),
        },
        worstFirst: {
          index: worstFirst,
          condition: ({ indexGroup }: { indexGroup?: unknown }) => indexGroup !== 'NONE',
          pk: worstFirstPk(['mspId', 'indexGroup'], 'MSP#${mspId}#${indexGroup}-FINDINGS'),
          sk: worstFirstSk(['indexSortKey'], '${indexSortKey}'),
        },
      },
    },
    entityConfig(table),
  );

/**
 * Where the index lists a row: open findings worst first, muted and accepted ones by the end of the mute, resolved ones
 * not at all. No two rows of an MSP have the same key, because DynamoDB does not define the order of such rows.
 */
const indexEntry = (row: StoredFinding) => {
  if (isOpen(row)) return { indexGroup: 'OPEN', indexSortKey: rankKey(row.rank) };
  return isSuppressed(row) && row.until !== null
    ? { indexGroup: 'QUIET', indexSortKey: `${untilKey(row.until)}#${row.findingKey}` }
    : { indexGroup: 'NONE', indexSortKey: '' };
};
const rankKey = (rank: string): string => `RANK#${rank}`;
const untilKey = (until: string): string => `UNTIL#${until}`;

/** A row with the fields that its identity determines. */
export const toStoredFinding = ({ mspId, tenantId }: TenantScope, row: FindingRow): StoredFinding => ({
  ...row,
  mspId,
  tenantId,
  findingKey: findingKeyOf(tenantId, row),
  findingDigest: findingDigest(row),
});

/**
 * The findings of tenants: every one that ever failed, and an index of the open ones by rank over the whole MSP. A
 * finding whose mute is over reads as open, also before a run has recorded that.
 */
export interface FindingRows {
  /** Every finding of a tenant, including resolved ones, in no particular order. */
  ofTenant(scope: MspScope, tenantId: TenantId): Promise<readonly StoredFinding[]>;

  /** Every finding of one finding id in a tenant. */
  ofFindingId(scope: MspScope, tenantId: TenantId, findingId: string): Promise<readonly StoredFinding[]>;

  byKey(scope: MspScope, findingKey: string): Promise<StoredFinding | undefined>;

  /**
   * The open findings of the whole MSP, worst first, after a rank. They are read page by page as the caller iterates.
   * Findings whose mute has ended since their tenant was last judged are not among them: see `reopenedByExpiry`.
   */
  worstFirst(scope: MspScope, afterRank?: string): AsyncIterable<StoredFinding>;

  /**
   * The findings that are open again because their mute or acceptance has ended and that no run has recorded yet.
   * They are few, because every run records them. One query per MSP.
   */
  reopenedByExpiry(scope: MspScope): Promise<readonly StoredFinding[]>;

  /** The write of a row over the one that it was derived from, for a transaction. */
  put(scope: TenantScope, row: FindingRow): TransactionWrite;
}

export const findingRows = (table: Table): FindingRows => {
  const entity = entityOf(table);
  const parsed = (items: readonly unknown[]): readonly StoredFinding[] =>
    items.map((item) => applyExpiry(StoredFinding.parse(item), table.clock.now()));

  return {
    async ofTenant({ mspId }, tenantId) {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId }).go(allPages));
      return parsed(data);
    },

    async ofFindingId({ mspId }, tenantId, findingId) {
      const prefix = findingPrefix(findingId);
      const { data } = await databaseCall(() =>
        entity.query.record({ mspId, tenantId }).begins({ findingDigest: prefix }).go(allPages),
      );
      return parsed(data).filter((row) => row.findingId === findingId);
    },

    async byKey({ mspId }, findingKey) {
      const key = parseFindingKey(findingKey);
      if (key === undefined) return undefined;
      const { data } = await databaseCall(() => entity.get({ mspId, ...key }).go(consistent));
      return data === null ? undefined : parsed([data])[0];
    },

    async *worstFirst({ mspId }, afterRank?) {
      let cursor: string | null = null;
      do {
        const query = entity.query.worstFirst({ mspId, indexGroup: 'OPEN' });
        const after = afterRank === undefined ? query : query.gt({ indexSortKey: rankKey(afterRank) });
        const page: { data: unknown[]; cursor: string | null } = await databaseCall(() =>
          after.go({ cursor, limit: 200 }),
        );
        yield* parsed(page.data);
        cursor = page.cursor;
      } while (cursor !== null);
    },

    async reopenedByExpiry({ mspId }) {
      const now = instantOf(table.clock.now());
      // `#~` sorts after every mute that ends at this very instant.
      const ended = entity.query.worstFirst({ mspId, indexGroup: 'QUIET' }).lte({ indexSortKey: `${untilKey(now)}#~` });
      const { data } = await databaseCall(() => ended.go({ pages: 'all' }));
      return parsed(data).filter(isSuppressionExpired);
    },

    put(scope, row) {
      const record = toStoredFinding(scope, row);
      return putWrite(entity.put({ ...record, ...indexEntry(record) }).where(followsRevision(row.revision)));
    },
  };
};

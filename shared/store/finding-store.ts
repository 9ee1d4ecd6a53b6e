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
import { findingKeyOf, findingPrefix, parseFindingKey, placeOf } from './finding-key.ts';
import type { Table } from './table.ts';
import { putWrite, type TransactionWrite } from './transaction-writes.ts';

/** 2: moves by hand, and a revision; rows of version 1 read as never moved. 3: fingerprints; older rows have none until they are judged. */
export const shapeVersion = 5;

/** A finding as it is kept: its row, whose it is, and what it is called in a URL. */
export const StoredFinding = FindingRow.extend({
  mspId: MspId,
  tenantId: TenantId,
  findingKey: z.string().length(50),
  /** Its place among the findings of its tenant; the end of the key. */
  place: z.string().length(28),
});
export type StoredFinding = z.output<typeof StoredFinding>;

const entityOf = (table: Table) =>
  new Entity(
    {
      model: entityModel('finding'),
      attributes: {
        ...attributesOf(StoredFinding, shapeVersion, ['mspId', 'tenantId', 'place']),
        shelf: { type: 'string', hidden: true, required: true },
        shelfPlace: { type: 'string', hidden: true, required: true },
      },
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['place'], 'FINDING#${place}'),
        },
        worstFirst: {
          index: worstFirst,
          condition: ({ shelf }: { shelf?: unknown }) => shelf !== 'NONE',
          pk: worstFirstPk(['mspId', 'shelf'], 'MSP#${mspId}#${shelf}-FINDINGS'),
          sk: worstFirstSk(['shelfPlace'], '${shelfPlace}'),
        },
      },
    },
    entityConfig(table),
  );

/** Where the index keeps a row: open ones worst first, muted and accepted ones by when that ends, resolved ones nowhere. */
const shelved = (row: FindingRow, place: string) => {
  if (isOpen(row)) return { shelf: 'OPEN', shelfPlace: rankPlace(row.rank) };
  return isSuppressed(row) && row.until !== null
    ? { shelf: 'QUIET', shelfPlace: `${untilPlace(row.until)}#${place}` }
    : { shelf: 'NONE', shelfPlace: '' };
};
const rankPlace = (rank: string): string => `RANK#${rank}`;
const untilPlace = (until: string): string => `UNTIL#${until}`;

/** A row with what its identity gives it. */
export const toStoredFinding = ({ mspId, tenantId }: TenantScope, row: FindingRow): StoredFinding => ({
  ...row,
  mspId,
  tenantId,
  findingKey: findingKeyOf(tenantId, row),
  place: placeOf(row),
});

/**
 * The findings of tenants: every one that ever failed, the open ones also by rank over the whole MSP. Each is read as it stands now: where a mute is over it is open,
 * also before a run has noted that.
 */
export const findingRows = (table: Table) => {
  const entity = entityOf(table);
  const parsed = (items: readonly unknown[]): readonly StoredFinding[] =>
    items.map((item) => applyExpiry(StoredFinding.parse(item), table.clock.now()));

  return {
    /** Every finding of a tenant, the resolved ones too, in no order that means anything. */
    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<readonly StoredFinding[]> {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId }).go(allPages));
      return parsed(data);
    },

    /** Every finding of one id in a tenant. */
    async ofFindingId({ mspId }: MspScope, tenantId: TenantId, findingId: string): Promise<readonly StoredFinding[]> {
      const place = findingPrefix(findingId);
      const { data } = await databaseCall(() =>
        entity.query.record({ mspId, tenantId }).begins({ place }).go(allPages),
      );
      return parsed(data).filter((row) => row.findingId === findingId);
    },

    async byKey({ mspId }: MspScope, findingKey: string): Promise<StoredFinding | undefined> {
      const key = parseFindingKey(findingKey);
      if (key === undefined) return undefined;
      const { data } = await databaseCall(() => entity.get({ mspId, ...key }).go(consistent));
      return data === null ? undefined : parsed([data])[0];
    },

    /**
     * The open findings of the whole MSP, worst first, from behind a rank. They come as they are asked for. Those whose mute has ended since their tenant was
     * judged are not among them: `lapsed`.
     */
    async *worstFirst({ mspId }: MspScope, afterRank?: string): AsyncIterable<StoredFinding> {
      let cursor: string | null = null;
      do {
        const query = entity.query.worstFirst({ mspId, shelf: 'OPEN' });
        const asked = afterRank === undefined ? query : query.gt({ shelfPlace: rankPlace(afterRank) });
        const page: { data: unknown[]; cursor: string | null } = await databaseCall(() =>
          asked.go({ cursor, limit: 200 }),
        );
        yield* parsed(page.data);
        cursor = page.cursor;
      } while (cursor !== null);
    },

    /** What is open again because its mute or acceptance has ended, and no run has noted that yet: few, because every run does. One query an MSP. */
    async reopenedByExpiry({ mspId }: MspScope): Promise<readonly StoredFinding[]> {
      const now = instantOf(table.clock.now());
      // Behind the end of every mute that ends at this very instant.
      const ended = entity.query.worstFirst({ mspId, shelf: 'QUIET' }).lte({ shelfPlace: `${untilPlace(now)}#~` });
      const { data } = await databaseCall(() => ended.go({ pages: 'all' }));
      return parsed(data).filter(isSuppressionExpired);
    },

    /** The write of one row over the one that it was made from, for a transaction. */
    put(scope: TenantScope, row: FindingRow): TransactionWrite {
      const record = toStoredFinding(scope, row);
      return putWrite(entity.put({ ...record, ...shelved(row, record.place) }).where(followsRevision(row.revision)));
    },
  };
};

export type FindingRows = ReturnType<typeof findingRows>;

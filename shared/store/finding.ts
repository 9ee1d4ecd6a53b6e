import { Entity } from 'electrodb';

import { z } from 'zod';
import { FindingRow, isOpen } from '#shared/findings/finding-row.ts';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import {
  attributesOf,
  config,
  everything,
  model,
  pk,
  sk,
  stored,
  strongly,
  worstFirst,
  worstFirstPk,
  worstFirstSk,
} from './electro.ts';
import { type FencedWrite, putOf } from './fenced-writes.ts';
import { findingKeyOf, findingPrefix, parseFindingKey, placeOf } from './finding-key.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

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
      model: model('finding'),
      attributes: attributesOf(StoredFinding, shapeVersion, ['mspId', 'tenantId', 'place', 'rank']),
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['place'], 'FINDING#${place}'),
        },
        worstFirst: {
          index: worstFirst,
          // Open ones alone: what is resolved, muted or accepted leaves the list.
          condition: (row: { state?: unknown }) => isOpen(FindingRow.pick({ state: true }).parse(row)),
          pk: worstFirstPk(['mspId'], 'MSP#${mspId}#OPEN-FINDINGS'),
          sk: worstFirstSk(['rank'], 'RANK#${rank}'),
        },
      },
    },
    config(table),
  );

/** A row with what its identity gives it. */
export const keyed = ({ mspId, tenantId }: TenantScope, row: FindingRow): StoredFinding => ({
  ...row,
  mspId,
  tenantId,
  findingKey: findingKeyOf(tenantId, row),
  place: placeOf(row),
});

/** The findings of tenants: every one that ever failed, the open ones also by rank over the whole MSP. */
export const findingRows = (table: Table) => {
  const entity = entityOf(table);
  const parsed = (items: readonly unknown[]): readonly StoredFinding[] =>
    items.map((item) => StoredFinding.parse(item));

  return {
    /** Every finding of a tenant, the resolved ones too, in no order that means anything. */
    async ofTenant({ mspId }: MspScope, tenantId: TenantId): Promise<readonly StoredFinding[]> {
      const { data } = await stored(() => entity.query.record({ mspId, tenantId }).go(everything));
      return parsed(data);
    },

    /** Every finding of one id in a tenant. */
    async ofKind({ mspId }: MspScope, tenantId: TenantId, findingId: string): Promise<readonly StoredFinding[]> {
      const place = findingPrefix(findingId);
      const { data } = await stored(() => entity.query.record({ mspId, tenantId }).begins({ place }).go(everything));
      return parsed(data).filter((row) => row.findingId === findingId);
    },

    async byKey({ mspId }: MspScope, findingKey: string): Promise<StoredFinding | undefined> {
      const key = parseFindingKey(findingKey);
      if (key === undefined) return undefined;
      const { data } = await stored(() => entity.get({ mspId, ...key }).go(strongly));
      return data === null ? undefined : StoredFinding.parse(data);
    },

    /** The open findings of the whole MSP, worst first, from behind a rank. They come as they are asked for. */
    async *worstFirst({ mspId }: MspScope, afterRank?: string): AsyncIterable<StoredFinding> {
      let cursor: string | null = null;
      do {
        const query = entity.query.worstFirst({ mspId });
        const asked = afterRank === undefined ? query : query.gt({ rank: afterRank });
        const page: { data: unknown[]; cursor: string | null } = await stored(() => asked.go({ cursor, limit: 200 }));
        yield* parsed(page.data);
        cursor = page.cursor;
      } while (cursor !== null);
    },

    /** The write of one row, for a transaction. */
    put: (scope: TenantScope, row: FindingRow): FencedWrite => putOf(entity.put(keyed(scope, row))),
  };
};

export type FindingRows = ReturnType<typeof findingRows>;

import { Entity, Service } from 'electrodb';
import { z } from 'zod';
import { instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { MspId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { appendQueue } from './append-queue.ts';
import { AuditEntry, AuditRow, genesisHash, nextAuditRow, shapeVersion } from './audit-row.ts';
import { type ChainPosition, type ChainReport, verifyChain } from './audit-verification.ts';
import {
  attributesOf,
  consistent,
  databaseCall,
  entityConfig,
  entityModel,
  pk,
  sk,
  worstFirst,
  worstFirstPk,
  worstFirstSk,
} from './electrodb.ts';
import type { Table } from './table.ts';

/** The head of an MSP's chain. */
export const AuditHead = z.object({ mspId: MspId, seq: z.number().int().nonnegative(), hash: z.string() });
type AuditHead = z.output<typeof AuditHead>;

/** The number in a key, padded so that keys sort as numbers do. */
const toSeqKey = (seq: number): string => String(seq).padStart(12, '0');

const rowEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('auditRow'),
      attributes: {
        ...attributesOf(AuditRow, shapeVersion, ['mspId', 'memberId']),
        seqKey: { type: 'string', hidden: true, required: true },
      },
      indexes: {
        record: { pk: pk(['mspId'], 'AUDIT#${mspId}'), sk: sk(['seqKey'], 'ROW#${seqKey}') },
        // The rows of one member, so that a member or viewer can see them without reading those of others.
        byMember: {
          index: worstFirst,
          pk: worstFirstPk(['mspId', 'memberId'], 'AUDIT#${mspId}#${memberId}'),
          sk: worstFirstSk(['seqKey'], 'ROW#${seqKey}'),
        },
      },
    },
    entityConfig(table),
  );

const headEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('auditHead'),
      attributes: attributesOf(AuditHead, shapeVersion, ['mspId']),
      indexes: { record: { pk: pk(['mspId'], 'AUDITHEAD#${mspId}'), sk: sk([], 'HEAD') } },
    },
    entityConfig(table),
  );

/**
 * Many writers compete for the next number of a chain. A pause that grows fast wastes few attempts when two hundred
 * write at once. `npm run bench:audit` measures it.
 */
const headConflicts = {
  maxAttempts: 100,
  maxMilliseconds: 5_000,
  firstPauseMilliseconds: 50,
  pauseGrowth: 4,
  longestPauseMilliseconds: 1_600,
} as const;

export interface AuditLog {
  /**
   * Appends a row before what it describes is disclosed. Throws `AuditUnavailable` after 5 s: the caller must not
   * continue.
   */
  append(scope: MspScope, entry: AuditEntry): Promise<AuditRow>;

  headOf(scope: MspScope): Promise<AuditHead>;

  /** At most `limit` rows below `beforeSeq`, newest first; with `memberId` only those of one member. */
  newest(
    scope: MspScope,
    page: {
      readonly limit: number;
      readonly beforeSeq?: number | undefined;
      readonly memberId?: AuditEntry['memberId'] | undefined;
    },
  ): Promise<readonly AuditRow[]>;

  /**
   * Verifies the whole chain against the anchors, which must have been read before. Rows that are written meanwhile
   * come after the head that it read and are left for the next verification.
   */
  verify(scope: MspScope, anchors: readonly ChainPosition[]): Promise<ChainReport & { readonly head: ChainPosition }>;
}

export const auditLog = (table: Table): AuditLog => {
  const service = new Service({ row: rowEntity(table), head: headEntity(table) }, entityConfig(table));
  const { row: rows, head: heads } = service.entities;

  const headOf = async ({ mspId }: MspScope): Promise<AuditHead> => {
    const { data } = await databaseCall(() => heads.get({ mspId }).go(consistent));
    return data === null ? { mspId, seq: 0, hash: genesisHash } : AuditHead.parse(data);
  };

  /** One attempt: the head advances and the rows are put in one transaction. */
  const attempt = async (scope: MspScope, entries: readonly AuditEntry[]): Promise<readonly AuditRow[]> => {
    const { mspId } = scope;
    const before = await headOf(scope);
    const added: AuditRow[] = [];
    let { seq, hash } = before;
    for (const entry of entries) {
      seq += 1;
      const row = nextAuditRow(entry, { mspId, seq, at: instantOf(table.clock.now()), prevHash: hash });
      hash = row.hash;
      added.push(row);
    }
    const { canceled } = await databaseCall(() =>
      service.transaction
        .write((entities) => [
          entities.head
            .put({ mspId, seq, hash })
            .where((head, { eq, notExists }) => (before.seq === 0 ? notExists(head.seq) : eq(head.seq, before.seq)))
            .commit(),
          ...added.map((row) => entities.row.create({ ...row, seqKey: toSeqKey(row.seq) }).commit()),
        ])
        .go(),
    );
    if (canceled) throw new AppError('RecordChanged', 'another writer has moved the head of the audit log');
    return added;
  };

  const commit = async (scope: MspScope, entries: readonly AuditEntry[]): Promise<readonly AuditRow[]> => {
    try {
      return await retryOnConflict(() => attempt(scope, entries), headConflicts);
    } catch (cause) {
      throw new AppError('AuditUnavailable', 'the audit row could not be written within 5 s', {}, { cause });
    }
  };
  const queues = new Map<MspId, ReturnType<typeof appendQueue<AuditEntry, AuditRow>>>();
  const queueOf = (scope: MspScope) => {
    const queue = queues.get(scope.mspId) ?? appendQueue((entries) => commit(scope, entries));
    queues.set(scope.mspId, queue);
    return queue;
  };

  /**
   * The rows up to a number, as they are stored. They are not parsed, because verification must see rows that were
   * tampered with.
   */
  async function* oldestFirst({ mspId }: MspScope, upTo: number): AsyncGenerator<unknown> {
    let cursor: string | null = null;
    do {
      const options = { ...consistent, cursor, limit: 500 };
      const page: { data: unknown[]; cursor: string | null } = await databaseCall(() =>
        rows.query
          .record({ mspId })
          .lte({ seqKey: toSeqKey(upTo) })
          .go(options),
      );
      yield* page.data;
      cursor = page.cursor;
    } while (cursor !== null);
  }

  return {
    async append(scope, entry) {
      AuditEntry.parse(entry);
      return queueOf(scope)(entry);
    },

    headOf,

    async newest({ mspId }, page) {
      const { limit, memberId } = page;
      const below = { seqKey: toSeqKey(page.beforeSeq ?? 999_999_999_999) };
      const options = { order: 'desc', limit, count: limit } as const;
      const { data } = await databaseCall(() =>
        memberId === undefined
          ? rows.query
              .record({ mspId })
              .lt(below)
              .go({ ...options, ...consistent })
          : rows.query.byMember({ mspId, memberId }).lt(below).go(options),
      );
      return data.map((item) => AuditRow.parse(item));
    },

    async verify(scope, anchors) {
      const { seq, hash } = await headOf(scope);
      const report = await verifyChain(oldestFirst(scope, seq), { seq, hash }, anchors);
      return { ...report, head: { seq, hash } };
    },
  };
};

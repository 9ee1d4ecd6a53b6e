import type { MspScope } from '#shared/kernel/scope.ts';
import { AuditHead, type AuditService, toSeqKey } from './audit-entity.ts';
import { OpenPair } from './audit-pair.ts';
import { type AuditEntry, AuditRow, genesisHash } from './audit-row.ts';
import { type ChainPosition, type ChainReport, verifyChain } from './audit-verification.ts';
import { consistent, databaseCall } from './electrodb.ts';

interface RowsOf {
  readonly memberId?: AuditEntry['memberId'] | undefined;
}

/** What is read of an audit log. */
export interface AuditReads {
  headOf(scope: MspScope): Promise<AuditHead>;

  /** At most `limit` rows below `beforeSeq`, newest first; with `memberId` only those of one member. */
  newest(
    scope: MspScope,
    page: RowsOf & { readonly limit: number; readonly beforeSeq?: number | undefined },
  ): Promise<readonly AuditRow[]>;

  /** At most `limit` rows above `afterSeq`, oldest first; with `memberId` only those of one member. */
  oldest(
    scope: MspScope,
    page: RowsOf & { readonly limit: number; readonly afterSeq?: number | undefined },
  ): Promise<readonly AuditRow[]>;

  /** At most `limit` pairs whose first row was written before an instant and whose second row is missing. */
  openPairs(scope: MspScope, page: { readonly before: string; readonly limit: number }): Promise<readonly OpenPair[]>;

  /**
   * Verifies the whole chain against the anchors, which must have been read before. Rows that are written meanwhile
   * come after the head that it read and are left for the next verification.
   */
  verify(scope: MspScope, anchors: readonly ChainPosition[]): Promise<ChainReport & { readonly head: ChainPosition }>;
}

export const auditReads = ({ entities: { row: rows, head: heads, open } }: AuditService): AuditReads => {
  const headOf = async ({ mspId }: MspScope): Promise<AuditHead> => {
    const { data } = await databaseCall(() => heads.get({ mspId }).go(consistent));
    return data === null ? { mspId, seq: 0, hash: genesisHash } : AuditHead.parse(data);
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
    headOf,

    async newest({ mspId }, { limit, memberId, beforeSeq = 999_999_999_999 }) {
      const below = { seqKey: toSeqKey(beforeSeq) };
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

    async oldest({ mspId }, { limit, memberId, afterSeq = 0 }) {
      const above = { seqKey: toSeqKey(afterSeq) };
      const options = { limit, count: limit } as const;
      const { data } = await databaseCall(() =>
        memberId === undefined
          ? rows.query
              .record({ mspId })
              .gt(above)
              .go({ ...options, ...consistent })
          : rows.query.byMember({ mspId, memberId }).gt(above).go(options),
      );
      return data.map((item) => AuditRow.parse(item));
    },

    async openPairs({ mspId }, { before, limit }) {
      const { data } = await databaseCall(() =>
        open.query
          .record({ mspId })
          .where(({ at }, { lt }) => lt(at, before))
          .go({ ...consistent, count: limit }),
      );
      return data.map((item) => OpenPair.parse(item));
    },

    async verify(scope, anchors) {
      const { seq, hash } = await headOf(scope);
      const report = await verifyChain(oldestFirst(scope, seq), { seq, hash }, anchors);
      return { ...report, head: { seq, hash } };
    },
  };
};

import { AuditRow, auditRowHash, genesisHash } from './audit-row.ts';

/**
 * The result of verifying a chain. `brokenAt` is the first number at which the chain is broken; null where it is intact
 * up to the head.
 */
export interface ChainReport {
  readonly rows: number;
  readonly brokenAt: number | null;
  readonly reason: 'changed' | 'missing' | 'not-chained' | 'not-as-anchored' | 'unreadable' | 'cut-off' | null;
  /** The last row that an anchor confirms; null where none does. */
  readonly anchoredUpTo: number | null;
}

/** A position in the chain: the number and hash of a row. */
export interface ChainPosition {
  readonly seq: number;
  readonly hash: string;
}

const flawOf = (item: unknown, seq: number, prevHash: string): ChainReport['reason'] => {
  const parsed = AuditRow.safeParse(item);
  if (!parsed.success) return 'unreadable';
  const row = parsed.data;
  if (row.seq !== seq) return 'missing';
  if (auditRowHash(row) !== row.hash) return 'changed';
  return row.prevHash === prevHash ? null : 'not-chained';
};

const hashIn = (item: unknown): string => AuditRow.parse(item).hash;

/** The anchors of one row, and whether they agree with its hash. */
const anchored = (anchors: ReadonlyMap<number, readonly ChainPosition[]>, seq: number, hash: string) => {
  const here = anchors.get(seq) ?? [];
  return { any: here.length > 0, agree: here.every((anchor) => anchor.hash === hash) };
};

/**
 * Recomputes every hash from the first row to the head and compares the rows with the anchors. The chain alone reveals
 * a row that was changed, removed, inserted or swapped. A chain that was rewritten or truncated together with its head
 * is revealed by the anchors, which are stored outside the table, at the first row that contradicts them. Read the
 * anchors before the head: an anchor that is set in between would make its row look truncated.
 */
export const verifyChain = async (
  oldestFirst: AsyncIterable<unknown>,
  head: ChainPosition,
  anchors: readonly ChainPosition[] = [],
): Promise<ChainReport> => {
  const anchorsOf = Map.groupBy(anchors, ({ seq }) => seq);
  const newest = Math.max(0, ...anchorsOf.keys());
  let anchoredUpTo: number | null = null;
  let rows = 0;
  let prevHash = genesisHash;
  const broken = (brokenAt: number, reason: ChainReport['reason']): ChainReport => ({
    rows,
    brokenAt,
    reason,
    anchoredUpTo,
  });

  for await (const item of oldestFirst) {
    const seq = rows + 1;
    const reason = flawOf(item, seq, prevHash);
    if (reason !== null) return broken(seq, reason);
    prevHash = hashIn(item);
    const { any, agree } = anchored(anchorsOf, seq, prevHash);
    if (!agree) return broken(seq, 'not-as-anchored');
    if (any) anchoredUpTo = seq;
    rows = seq;
  }
  if (rows < Math.max(head.seq, newest)) return broken(rows + 1, 'cut-off');
  if (rows > head.seq || prevHash !== head.hash) return broken(rows, 'not-chained');
  return { rows, brokenAt: null, reason: null, anchoredUpTo };
};

import { AuditRow, auditRowHash, genesisHash } from './audit-row.ts';

/** What a walk along the chain found. `brokenAt` is the first number at which it does not hold; null where it holds to the head. */
export interface ChainReport {
  readonly rows: number;
  readonly brokenAt: number | null;
  readonly reason: 'changed' | 'missing' | 'not-chained' | 'not-as-anchored' | 'unreadable' | 'cut-off' | null;
  /** The last row that an anchor holds; null where none does. */
  readonly anchoredUpTo: number | null;
}

/** A place in the chain: a row's number and hash. */
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

/** What the anchors say of one row. */
const anchored = (anchors: ReadonlyMap<number, readonly ChainPosition[]>, seq: number, hash: string) => {
  const here = anchors.get(seq) ?? [];
  return { any: here.length > 0, agree: here.every((anchor) => anchor.hash === hash) };
};

/**
 * Recomputes every hash from the first row to the head, and holds the rows against the anchors. The chain shows a row that was changed, removed, inserted or
 * swapped; a chain that was written anew or cut off together with its head is shown by the anchors outside the table, at the first row that they contradict.
 * Anchors must be read before the head: one that is set in between would look like a row that was cut off.
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

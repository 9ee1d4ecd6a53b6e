import { AuditRow, beforeFirst, hashOf } from './audit-row.ts';

/** What a walk along the chain found. `brokenAt` is the first number at which it does not hold; null where it holds to the head. */
export interface ChainReport {
  readonly rows: number;
  readonly brokenAt: number | null;
  readonly reason: 'changed' | 'missing' | 'not-chained' | 'unreadable' | 'cut-off' | null;
}

const flawOf = (item: unknown, seq: number, prevHash: string): ChainReport['reason'] => {
  const parsed = AuditRow.safeParse(item);
  if (!parsed.success) return 'unreadable';
  const row = parsed.data;
  if (row.seq !== seq) return 'missing';
  if (hashOf(row) !== row.hash) return 'changed';
  return row.prevHash === prevHash ? null : 'not-chained';
};

const hashIn = (item: unknown): string => AuditRow.parse(item).hash;

/**
 * Recomputes every hash from the first row to the head. It finds a row that was changed, removed, inserted, swapped, or cut off at the end; a chain that was
 * rewritten as a whole together with its head only an anchor outside the table can show.
 */
export const verifyChain = async (
  oldestFirst: AsyncIterable<unknown>,
  head: { readonly seq: number; readonly hash: string },
): Promise<ChainReport> => {
  let rows = 0;
  let prevHash = beforeFirst;
  for await (const item of oldestFirst) {
    const reason = flawOf(item, rows + 1, prevHash);
    if (reason !== null) return { rows, brokenAt: rows + 1, reason };
    prevHash = hashIn(item);
    rows += 1;
  }
  if (rows < head.seq) return { rows, brokenAt: rows + 1, reason: 'cut-off' };
  if (rows > head.seq || prevHash !== head.hash) return { rows, brokenAt: rows, reason: 'not-chained' };
  return { rows, brokenAt: null, reason: null };
};

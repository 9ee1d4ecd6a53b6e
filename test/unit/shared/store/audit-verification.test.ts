import { describe, expect, it } from 'vitest';
import { MspId } from '#shared/kernel/ids.ts';
import { type AuditRow, auditRowHash, genesisHash, nextAuditRow } from '#shared/store/audit-row.ts';
import { type ChainPosition, verifyChain } from '#shared/store/audit-verification.ts';

const mspId = MspId.parse('msp_00000000000000000000000001');

const chainOf = (length: number): AuditRow[] => {
  const rows: AuditRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const entry = {
      action: 'member.invited',
      memberId: 'operator',
      target: `t${seq}`,
      outcome: 'done',
      requestId: 'r',
    } as const;
    rows.push(
      nextAuditRow(entry, { mspId, seq, at: '2026-11-22T12:00:00.000Z', prevHash: rows.at(-1)?.hash ?? genesisHash }),
    );
  }
  return rows;
};
const headOf = (rows: readonly AuditRow[]) => ({ seq: rows.length, hash: rows.at(-1)?.hash ?? genesisHash });
async function* stream(rows: readonly unknown[]) {
  yield* rows;
}
const verify = (rows: readonly unknown[], head = headOf(chainOf(5)), anchors: readonly ChainPosition[] = []) =>
  verifyChain(stream(rows), head, anchors);
const changed = (at: number, fields: object) =>
  chainOf(5).map((row, index) => (index === at ? { ...row, ...fields } : row));
const rehashed = (row: AuditRow): AuditRow => ({ ...row, hash: auditRowHash(row) });

describe('verifyChain', () => {
  it.each([0, 1, 5])('finds a chain of %i rows intact', async (length) => {
    const rows = chainOf(length);
    expect(await verify(rows, headOf(rows))).toMatchObject({ rows: length, brokenAt: null, reason: null });
  });

  it.each([
    ['the action', { action: 'member.removed' }],
    ['the member', { memberId: 'mem_00000000000000000000000009' }],
    ['the target', { target: 'other' }],
    ['an added customer', { customerId: 'cus_00000000000000000000000009' }],
    ['the time', { at: '2026-11-22T12:00:01.000Z' }],
    ['the outcome', { outcome: 'denied' }],
    ['the request', { requestId: 'other' }],
    ['the MSP', { mspId: 'msp_00000000000000000000000009' }],
    ['the hash', { hash: '0'.repeat(64) }],
    ['the hash before', { prevHash: '1'.repeat(64) }],
  ])('names the row in which %s was changed', async (_field, fields) => {
    expect(await verify(changed(2, fields))).toMatchObject({ rows: 2, brokenAt: 3, reason: 'changed' });
  });

  it('names the row after one that was changed and rehashed', async () => {
    const rows = chainOf(5).map((row, at) => (at === 1 ? rehashed({ ...row, outcome: 'denied' }) : row));
    expect(await verify(rows)).toMatchObject({ brokenAt: 3, reason: 'not-chained' });
  });

  it.each([
    ['removed', (rows: AuditRow[]) => rows.toSpliced(1, 1), { brokenAt: 2, reason: 'missing' }],
    [
      'put in twice',
      (rows: AuditRow[]) => rows.toSpliced(1, 0, ...rows.slice(0, 1)),
      { brokenAt: 2, reason: 'missing' },
    ],
    ['swapped', (rows: AuditRow[]) => rows.toReversed(), { brokenAt: 1, reason: 'missing' }],
    ['truncated at the end', (rows: AuditRow[]) => rows.slice(0, 3), { brokenAt: 4, reason: 'cut-off' }],
    [
      'replaced by something else',
      (rows: AuditRow[]) => rows.with(0, { seq: 1 } as AuditRow),
      { brokenAt: 1, reason: 'unreadable' },
    ],
  ])('detects a row that was %s', async (_how, tamper, expected) => {
    expect(await verify(tamper(chainOf(5)))).toMatchObject(expected);
  });

  it('detects a head that was moved back, and one with another hash', async () => {
    expect(await verify(chainOf(5), headOf(chainOf(4)))).toMatchObject({ brokenAt: 5 });
    expect(await verify(chainOf(5), { seq: 5, hash: '1'.repeat(64) })).toMatchObject({ brokenAt: 5 });
  });
});

describe('verifyChain with anchors', () => {
  const anchorsAt = (...seqs: number[]) => seqs.map((seq) => headOf(chainOf(seq)));
  /** Rewrites every row from `from` on with valid hashes, as an attacker with access to the table could. */
  const rewritten = (from: number, length = 5): AuditRow[] => {
    const rows: AuditRow[] = [];
    for (const row of chainOf(length)) {
      const prevHash = rows.at(-1)?.hash ?? genesisHash;
      rows.push(rehashed({ ...row, prevHash, outcome: row.seq >= from ? 'denied' : row.outcome }));
    }
    return rows;
  };

  it('returns the last row that an anchor confirms', async () => {
    const rows = chainOf(5);
    expect(await verify(rows, headOf(rows), anchorsAt(2, 4, 4))).toEqual({
      rows: 5,
      brokenAt: null,
      reason: null,
      anchoredUpTo: 4,
    });
    expect(await verify(rows, headOf(rows))).toMatchObject({ brokenAt: null, anchoredUpTo: null });
  });

  it('names the first row after a truncation, though the head was rewritten', async () => {
    const left = chainOf(3);
    expect(await verify(left, headOf(left))).toMatchObject({ brokenAt: null });
    expect(await verify(left, headOf(left), anchorsAt(2, 5))).toEqual({
      rows: 3,
      brokenAt: 4,
      reason: 'cut-off',
      anchoredUpTo: 2,
    });
    expect(await verify([], headOf([]), anchorsAt(5))).toMatchObject({ rows: 0, brokenAt: 1, reason: 'cut-off' });
  });

  it('names the anchored row that a rewritten chain contradicts, and how far the chain was intact', async () => {
    const rows = rewritten(3);
    expect(await verify(rows, headOf(rows))).toMatchObject({ brokenAt: null });
    expect(await verify(rows, headOf(rows), anchorsAt(2, 4, 5))).toEqual({
      rows: 3,
      brokenAt: 4,
      reason: 'not-as-anchored',
      anchoredUpTo: 2,
    });
  });

  it('detects a truncation that was filled up with other rows', async () => {
    const rows = rewritten(4);
    expect(await verify(rows, headOf(rows), anchorsAt(5))).toMatchObject({ brokenAt: 5, reason: 'not-as-anchored' });
  });

  it('accepts rewritten rows after the last anchor and reports that they are not anchored', async () => {
    const rows = rewritten(4);
    expect(await verify(rows, headOf(rows), anchorsAt(3))).toMatchObject({ brokenAt: null, anchoredUpTo: 3 });
  });
});

import { describe, expect, it } from 'vitest';
import { MspId } from '#shared/kernel/ids.ts';
import { type AuditRow, beforeFirst, follow, hashOf } from '#shared/store/audit-row.ts';
import { verifyChain } from '#shared/store/audit-verification.ts';

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
      follow(entry, { mspId, seq, at: '2026-11-22T12:00:00.000Z', prevHash: rows.at(-1)?.hash ?? beforeFirst }),
    );
  }
  return rows;
};
const headOf = (rows: readonly AuditRow[]) => ({ seq: rows.length, hash: rows.at(-1)?.hash ?? beforeFirst });
async function* stream(rows: readonly unknown[]) {
  yield* rows;
}
const verify = (rows: readonly unknown[], head = headOf(chainOf(5))) => verifyChain(stream(rows), head);
const changed = (at: number, fields: object) =>
  chainOf(5).map((row, index) => (index === at ? { ...row, ...fields } : row));
const rehashed = (row: AuditRow): AuditRow => ({ ...row, hash: hashOf(row) });

describe('verifyChain', () => {
  it.each([0, 1, 5])('finds a chain of %i rows whole', async (length) => {
    const rows = chainOf(length);
    expect(await verify(rows, headOf(rows))).toEqual({ rows: length, brokenAt: null, reason: null });
  });

  it.each([
    ['the action', { action: 'member.removed' }],
    ['the member', { memberId: 'mem_00000000000000000000000009' }],
    ['the target', { target: 'other' }],
    ['a customer that was not there', { customerId: 'cus_00000000000000000000000009' }],
    ['the time', { at: '2026-11-22T12:00:01.000Z' }],
    ['the outcome', { outcome: 'denied' }],
    ['the request', { requestId: 'other' }],
    ['the MSP', { mspId: 'msp_00000000000000000000000009' }],
    ['the hash', { hash: '0'.repeat(64) }],
    ['the hash before', { prevHash: '1'.repeat(64) }],
  ])('names the row in which %s was changed', async (_field, fields) => {
    expect(await verify(changed(2, fields))).toEqual({ rows: 2, brokenAt: 3, reason: 'changed' });
  });

  it('names the row after one that was changed and hashed again', async () => {
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
    ['cut off at the end', (rows: AuditRow[]) => rows.slice(0, 3), { brokenAt: 4, reason: 'cut-off' }],
    [
      'replaced by something else',
      (rows: AuditRow[]) => rows.with(0, { seq: 1 } as AuditRow),
      { brokenAt: 1, reason: 'unreadable' },
    ],
  ])('finds a row that was %s', async (_how, tamper, expected) => {
    expect(await verify(tamper(chainOf(5)))).toMatchObject(expected);
  });

  it('finds a head that was moved back over a row, and one with another hash', async () => {
    expect(await verify(chainOf(5), headOf(chainOf(4)))).toMatchObject({ brokenAt: 5 });
    expect(await verify(chainOf(5), { seq: 5, hash: '1'.repeat(64) })).toMatchObject({ brokenAt: 5 });
  });
});

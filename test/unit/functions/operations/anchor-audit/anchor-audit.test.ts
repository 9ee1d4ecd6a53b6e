import { describe, expect, it } from 'vitest';
import { anchorAudit } from '#functions/operations/anchor-audit/anchor-audit.ts';
import type { Deps } from '#functions/operations/anchor-audit/deps.ts';
import type { Anchor } from '#shared/aws/anchor.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { mspNumber } from '#test/support/numbered-msps.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const hash = 'a'.repeat(64);
const scopes = [1, 2, 3].map((each) => mspNumber(each));
const depsFor = (seqs: readonly number[], refuses?: string) => {
  const kept: Anchor[] = [];
  const deps: Deps = {
    msps: { all: async () => scopes },
    audit: { headOf: async ({ mspId }) => ({ seq: seqs[scopes.findIndex((one) => one.mspId === mspId)] ?? 0, hash }) },
    anchors: {
      append: async (anchor) => {
        if (anchor.mspId === refuses) throw new AppError('StoreUnavailable', 'down');
        kept.push(anchor);
      },
    },
    clock: manualClock(),
  };
  return { deps, kept };
};

describe('anchorAudit', () => {
  it('anchors the head of each audit log, and skips empty logs', async () => {
    const { deps, kept } = depsFor([5, 0, 9]);
    expect(await anchorAudit({}, deps)).toEqual({ msps: 3, anchored: 2 });
    expect(kept).toEqual([
      { mspId: scopes[0]?.mspId, seq: 5, hash, at: '2026-11-22T12:00:00.000Z' },
      { mspId: scopes[2]?.mspId, seq: 9, hash, at: '2026-11-22T12:00:00.000Z' },
    ]);
  });

  it('anchors the others if one fails, then throws', async () => {
    const { deps, kept } = depsFor([5, 6, 9], scopes[0]?.mspId);
    await expect(anchorAudit({}, deps)).rejects.toThrow('1 of 3 audit logs could not be anchored');
    expect(kept.map(({ seq }) => seq)).toEqual([6, 9]);
  });
});

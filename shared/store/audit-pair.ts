import { createHash } from 'node:crypto';
import { z } from 'zod';
import { openOutcome } from '#shared/kernel/audit-outcome.ts';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';
import { AuditEntry, type AuditRow } from './audit-row.ts';

/** Since version 5 a pair accepts actions that another version of the code has written. Older items fit it. */
export const shapeVersion = 5;

/** The first row of a pair whose second row is not written yet. */
export const OpenPair = AuditEntry.omit({ outcome: true }).extend({
  mspId: MspId,
  /** SHA-256 in hex of the request, the action and the target, which the second row repeats. */
  pairKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** When the first row was written. */
  at: Instant,
});
export type OpenPair = z.output<typeof OpenPair>;

export const pairKeyOf = ({ requestId, action, target }: Pick<AuditRow, 'requestId' | 'action' | 'target'>): string =>
  createHash('sha256').update(canonicalJson({ requestId, action, target })).digest('hex');

/** What a row does to its pair. The removal of an MSP lasts over several invocations, so no pair is kept for it. */
export const effectOnPair = ({
  memberId,
  outcome,
}: Pick<AuditRow, 'memberId' | 'outcome'>): 'opens' | 'completes' | 'none' => {
  if (memberId === 'operator') return 'none';
  return outcome === openOutcome ? 'opens' : 'completes';
};

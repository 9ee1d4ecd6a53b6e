import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId, MemberId, MspId } from '#shared/kernel/ids.ts';

/** 2: a reason. Rows of version 1 have none, and their hashes hold as before. */
export const shapeVersion = 2;

/** Who did it: a member, or the one who runs the installation. */
export const Actor = z.union([MemberId, z.literal('operator')]);
export type Actor = z.output<typeof Actor>;

/**
 * What somebody did or tried. Ids only: names and addresses are joined when it is read, so that erasing a person does not break the chain.
 */
export const AuditEntry = z.object({
  /** `message-body.read`, `member.invited`, … : subject, dot, what happened. */
  action: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  memberId: Actor,
  /** The id as it was asked for. */
  target: z.string().max(1024),
  customerId: CustomerId.optional(),
  mailboxId: z.string().max(128).optional(),
  outcome: z.string().regex(/^[a-z-]+$/),
  /** Of a finding that somebody moved: why, in their words, which name no e-mail address. */
  reason: z.string().max(500).optional(),
  requestId: z.string().max(128),
});
export type AuditEntry = z.output<typeof AuditEntry>;

/** Hex SHA-256; the first row follows 64 zeros. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export const genesisHash = '0'.repeat(64);

export const AuditRow = AuditEntry.extend({
  mspId: MspId,
  /** From 1, without a gap. */
  seq: z.number().int().positive(),
  at: Instant,
  prevHash: Hash,
  hash: Hash,
});
export type AuditRow = z.output<typeof AuditRow>;

/** SHA-256 of the canonical form of the row without its `hash`; `prevHash` is within, and so is the MSP. */
export const auditRowHash = (row: Omit<AuditRow, 'hash'>): string => {
  const { action, memberId, target, customerId, mailboxId, outcome, reason, requestId, mspId, seq, at, prevHash } = row;
  const form = {
    action,
    memberId,
    target,
    customerId,
    mailboxId,
    outcome,
    reason,
    requestId,
    mspId,
    seq,
    at,
    prevHash,
  };
  return createHash('sha256').update(canonicalJson(form)).digest('hex');
};

/** The row that follows. */
export const nextAuditRow = (
  entry: AuditEntry,
  place: { readonly mspId: MspId; readonly seq: number; readonly at: string; readonly prevHash: string },
): AuditRow => {
  const row = { ...entry, ...place };
  return AuditRow.parse({ ...row, hash: auditRowHash(row) });
};

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditAction } from '#shared/kernel/audit-action.ts';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId, MemberId, MspId } from '#shared/kernel/ids.ts';

/** Version 2 adds a reason. Rows of version 1 have none, and their hashes stay valid. */
export const shapeVersion = 2;

/** Who acted: a member, or the operator of the installation. */
export const Actor = z.union([MemberId, z.literal('operator')]);
export type Actor = z.output<typeof Actor>;

/**
 * What somebody did or tried to do. It contains ids only: names and addresses are joined on reading, so that erasing a
 * person does not break the chain.
 */
export const AuditEntry = z.object({
  /** `message-body.read`, `member.invited`, …: the object, a dot, and what happened. */
  action: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  memberId: Actor,
  /** The id as it was requested. */
  target: z.string().max(1024),
  customerId: CustomerId.optional(),
  mailboxId: z.string().max(128).optional(),
  outcome: z.string().regex(/^[a-z-]+$/),
  /** The reason that a person gave for changing the state of a finding. It contains no e-mail address. */
  reason: z.string().max(500).optional(),
  requestId: z.string().max(128),
});
/** Only known actions are written. A stored row may be older than the list. */
export type AuditEntry = Omit<z.output<typeof AuditEntry>, 'action'> & { readonly action: AuditAction };
/** An entry that another version of the code may have written. */
export type StoredEntry = z.output<typeof AuditEntry>;

/** SHA-256 in hex. The first row follows 64 zeros. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export const genesisHash = '0'.repeat(64);

export const AuditRow = AuditEntry.extend({
  mspId: MspId,
  /** Counted from 1 without gaps. */
  seq: z.number().int().positive(),
  at: Instant,
  prevHash: Hash,
  hash: Hash,
});
export type AuditRow = z.output<typeof AuditRow>;

/** SHA-256 of the canonical form of the row without its `hash`. It covers `prevHash` and the MSP. */
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

/** The next row of the chain. */
export const nextAuditRow = (
  entry: StoredEntry,
  position: { readonly mspId: MspId; readonly seq: number; readonly at: string; readonly prevHash: string },
): AuditRow => {
  const row = { ...entry, ...position };
  return AuditRow.parse({ ...row, hash: auditRowHash(row) });
};

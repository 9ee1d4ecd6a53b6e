import { z } from 'zod';
import { MspId } from '#shared/kernel/ids.ts';
import { AuditEntry } from './audit-row.ts';

export const shapeVersion = 1;

/** An entry that met another writer at the head of the chain. Whoever moves the head next appends it. */
export const WaitingEntry = AuditEntry.extend({
  mspId: MspId,
  /** In the order of arrival. */
  waitingId: z.string().min(1),
});
export type WaitingEntry = z.output<typeof WaitingEntry>;

import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';

/**
 * The result of requesting a mailbox that is not on the allow-list. `nobody`: every user who could be probed is on the
 * list.
 */
export const ProbeOutcome = z.enum(['refused', 'allowed', 'nobody']);
export type ProbeOutcome = z.output<typeof ProbeOutcome>;

/** The state of the nightly mailbox probe of a tenant. The only personal data in it is a directory object id. */
export const MailboxProbeState = z.object({
  /** When the probe was last tried, whatever its result. */
  triedAt: Instant,
  /** The user who was probed last, answered or not. The next night continues after this id. */
  askedUserId: z.string().nullable(),
  /** The last conclusive result; null if there never was one. */
  known: z.object({ outcome: ProbeOutcome, at: Instant, userId: z.string().nullable() }).nullable(),
});
export type MailboxProbeState = z.output<typeof MailboxProbeState>;

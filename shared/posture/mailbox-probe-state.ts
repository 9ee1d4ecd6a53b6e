import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';

/** What came of asking Exchange for a mailbox that is not on the allow-list. `nobody`: everybody who could be asked for is on it. */
export const ProbeOutcome = z.enum(['refused', 'let-in', 'nobody']);
export type ProbeOutcome = z.output<typeof ProbeOutcome>;

/** How it stands with the nightly probe of a tenant. An id of the directory is all that it holds of a person. */
export const MailboxProbeState = z.object({
  /** Of the last night on which it was tried, whatever came of it. */
  triedAt: Instant,
  /** Whose mailbox was asked for last, answered or not: the next night goes on behind them. */
  askedUserId: z.string().nullable(),
  /** The last time that it came to an end; null where it never did. */
  known: z.object({ outcome: ProbeOutcome, at: Instant, userId: z.string().nullable() }).nullable(),
});
export type MailboxProbeState = z.output<typeof MailboxProbeState>;

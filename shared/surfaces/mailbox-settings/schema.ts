import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { rawEnum } from '../raw.ts';

/** As Graph sends it. No other setting is requested. https://learn.microsoft.com/graph/api/resources/mailboxsettings */
export const RawMailboxSettings = z.object({
  userPurpose: rawEnum('user', 'linked', 'shared', 'room', 'equipment', 'others'),
});

/** The fact: one record per member with a mail address. */
export const MailboxSettings = z.object({
  userId: z.string(),
  /** `none`: there is no mailbox in Exchange Online. `refused`: a mailbox policy denies the application access. */
  purpose: z.enum(['user', 'linked', 'shared', 'room', 'equipment', 'others', 'unknown', 'none', 'refused']),
  /** The day of the answer. It is read again a week later. */
  askedOn: CalendarDate,
});
export type MailboxSettings = z.output<typeof MailboxSettings>;

import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { rawEnum } from '../raw.ts';

/** As Graph sends it; nothing else of the settings is asked for. https://learn.microsoft.com/graph/api/resources/mailboxsettings */
export const RawMailboxSettings = z.object({
  userPurpose: rawEnum('user', 'linked', 'shared', 'room', 'equipment', 'others'),
});

/** As the rest of the product speaks of it: one record for each member with a mail address. */
export const MailboxSettings = z.object({
  userId: z.string(),
  /** `none`: there is no mailbox in Exchange Online. `refused`: a mailbox policy keeps the application out. */
  purpose: z.enum(['user', 'linked', 'shared', 'room', 'equipment', 'others', 'unknown', 'none', 'refused']),
  /** The day of the answer; asked again a week later. */
  askedOn: CalendarDate,
});
export type MailboxSettings = z.output<typeof MailboxSettings>;

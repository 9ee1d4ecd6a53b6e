import type { z } from 'zod';
import { dateOf } from '#shared/kernel/clock.ts';
import type { MailboxSettings, RawMailboxSettings } from './schema.ts';

export const normalize = (userId: string, raw: z.output<typeof RawMailboxSettings>, now: Date): MailboxSettings => ({
  userId,
  purpose: raw.userPurpose,
  askedOn: dateOf(now),
});

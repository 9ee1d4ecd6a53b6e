import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { RawBoolean, RawId, RawNonBlankText, RawText, rawList } from '../raw.ts';

const RawRecipients = rawList(z.object({ emailAddress: z.object({ address: RawNonBlankText }).nullish() }));
const RawWords = rawList(z.string());

const RawActions = z.object({
  forwardTo: RawRecipients,
  redirectTo: RawRecipients,
  forwardAsAttachmentTo: RawRecipients,
  delete: RawBoolean,
  permanentDelete: RawBoolean,
  /** The id of a folder. */
  moveToFolder: RawNonBlankText,
  markAsRead: RawBoolean,
});

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/messagerule */
export const RawRule = z.object({
  id: RawId,
  displayName: RawText,
  isEnabled: RawBoolean,
  hasError: RawBoolean,
  /** There are some thirty other conditions. Only whether any is set matters. */
  conditions: z
    .looseObject({ subjectContains: RawWords, bodyContains: RawWords, bodyOrSubjectContains: RawWords })
    .nullish(),
  actions: RawActions.nullish(),
});

export const RawRules = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

/**
 * A rule that sends mail out of the tenant, or hides mail about sensitive topics. Of the words it searches for, only
 * those from our own list are stored.
 */
export const FlaggedRule = z.object({
  ruleId: z.string(),
  /** At most 100 characters. */
  name: z.string().nullable(),
  isEnabled: z.boolean(),
  hasError: z.boolean(),
  /** Normalized addresses outside the tenant. */
  outside: z.array(z.string()),
  via: z.array(z.enum(['forward', 'redirect', 'attachment'])),
  hides: z.array(z.enum(['delete', 'permanent-delete', 'move', 'mark-read'])),
  /** A rule without a condition applies to every message. */
  hasCondition: z.boolean(),
  /** The suspicious words that it searches for in subject or body. */
  keywords: z.array(z.string()),
  /** One or two characters, or punctuation: attackers name their rules like this. */
  hasSuspiciousName: z.boolean(),
});
export type FlaggedRule = z.output<typeof FlaggedRule>;

/** The fact: one record per mailbox that was requested. */
export const InboxRules = z.object({
  userId: z.string(),
  /** The day on which this mailbox was last requested. */
  readOn: CalendarDate,
  /**
   * `none`: the mailbox no longer exists. `refused`: a mailbox policy denies the application access. `unread`: the
   * request failed for good; the rules are those of the last time it was read.
   */
  outcome: z.enum(['read', 'none', 'refused', 'unread']),
  /** How many of its rules are not as documented and were left out. */
  oddRules: z.int().nonnegative(),
  rules: z.array(FlaggedRule),
});
export type InboxRules = z.output<typeof InboxRules>;

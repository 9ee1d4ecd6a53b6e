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
  /** Id of a folder. */
  moveToFolder: RawNonBlankText,
  markAsRead: RawBoolean,
});

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/messagerule */
export const RawRule = z.object({
  id: RawId,
  displayName: RawText,
  isEnabled: RawBoolean,
  hasError: RawBoolean,
  /** Beside these three there are some thirty; whether any is there is all that is asked of them. */
  conditions: z
    .looseObject({ subjectContains: RawWords, bodyContains: RawWords, bodyOrSubjectContains: RawWords })
    .nullish(),
  actions: RawActions.nullish(),
});

export const RawRules = z.object({ value: z.array(RawRule), '@odata.nextLink': z.string().nullish() });

/** A rule that leads mail out of the tenant, or makes mail about telling things disappear. Of what it looks for only our own words for it are kept. */
export const FlaggedRule = z.object({
  ruleId: z.string(),
  /** At most 100 characters. */
  name: z.string().nullable(),
  isEnabled: z.boolean(),
  hasError: z.boolean(),
  /** Normalized addresses that are none of the tenant's. */
  outside: z.array(z.string()),
  via: z.array(z.enum(['forward', 'redirect', 'attachment'])),
  hides: z.array(z.enum(['delete', 'permanent-delete', 'move', 'mark-read'])),
  /** Without a condition it is about every mail. */
  hasCondition: z.boolean(),
  /** Which of the telling words it looks for in subject or body. */
  keywords: z.array(z.string()),
  /** One or two characters, or punctuation: how intruders name their rules. */
  hasSuspiciousName: z.boolean(),
});
export type FlaggedRule = z.output<typeof FlaggedRule>;

/** As the rest of the product speaks of it: one record for each mailbox that was visited. */
export const InboxRules = z.object({
  userId: z.string(),
  /** The day of its last visit: how fresh this is. */
  readOn: CalendarDate,
  /** `none`: there is no mailbox any more. `refused`: a mailbox policy keeps the application out. */
  outcome: z.enum(['read', 'none', 'refused']),
  rules: z.array(FlaggedRule),
});
export type InboxRules = z.output<typeof InboxRules>;

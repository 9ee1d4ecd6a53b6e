import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { DefenderAlert } from '#shared/surfaces/defender-alerts/schema.ts';
import { FlaggedRule } from '#shared/surfaces/inbox-rules/schema.ts';
import { RiskyUser } from '#shared/surfaces/risky-users/schema.ts';
import { Section } from '../section.ts';
import { SubjectStatus } from '../subject-status.ts';

const Whose = z.object({
  ...TenantRef.shape,
  userId: z.string(),
  /** The name of the user, or the id. */
  user: z.string(),
  upn: z.string().nullable(),
});

/** An inbox rule. What it looks for is described in our own words only. */
const Rule = Whose.extend(FlaggedRule.omit({ hasSuspiciousName: true }).shape)
  .extend({
    /** The day on which the mailbox was read. */
    readOn: CalendarDate,
  })
  .extend(SubjectStatus.shape)
  .meta({ id: 'InboxRule', description: 'An inbox rule, whose mailbox it is in, and what is wrong with it.' });

const Rules = Section(Rule)
  .extend({
    /** Mailboxes that were not read yet or refuse access. Null if it is not known. */
    mailboxesUnread: z.int().nonnegative().nullable(),
    /** Mailboxes are read in rotation: the day of the mailbox that was read longest ago. Null if none was read. */
    oldestMailboxReadOn: CalendarDate.nullable(),
  })
  .meta({ id: 'InboxRules', description: 'Inbox rules of one kind, and how many mailboxes were read.' });

const Alert = DefenderAlert.omit({ severity: true })
  .extend({ ...TenantRef.shape, microsoftSeverity: DefenderAlert.shape.severity })
  .extend(SubjectStatus.shape);

const PersonAtRisk = Whose.extend({
  level: RiskyUser.shape.level,
  /** The risk state in Entra; an administrator may have confirmed it. */
  riskState: RiskyUser.shape.state,
  detail: z.string().nullable(),
  updatedAt: Instant.nullable(),
}).extend(SubjectStatus.shape);

export const ThreatsView = z.object({
  forwardingRules: Rules,
  hidingRules: Rules,
  alerts: Section(Alert),
  riskyUsers: Section(PersonAtRisk),
});
ThreatsView.register(z.globalRegistry, { id: 'Threats', description: 'What looks like an attack on a customer.' });

import { z } from 'zod';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { DefenderAlert } from '#shared/surfaces/defender-alerts/schema.ts';
import { FlaggedRule } from '#shared/surfaces/inbox-rules/schema.ts';
import { RiskyUser } from '#shared/surfaces/risky-users/schema.ts';
import { Section } from '../section.ts';
import { SubjectStatus } from '../subject-status.ts';

const Whose = z.object({
  tenantId: TenantId,
  userId: z.string(),
  /** What the person is called, else the id. */
  user: z.string(),
  upn: z.string().nullable(),
});

/** A rule in somebody's mailbox. What it looks for is told in our own words alone. */
const Rule = Whose.extend(FlaggedRule.omit({ hasSuspiciousName: true }).shape)
  .extend({
    /** The day on which this mailbox was looked into: the rule is as fresh as that. */
    readOn: CalendarDate,
  })
  .extend(SubjectStatus.shape);

const Rules = Section(Rule).extend({
  /** Mailboxes that were not looked into yet, or keep us out: there may be more. Null where that is not known. */
  mailboxesUnread: z.int().nonnegative().nullable(),
  /** Mailboxes are looked into in rotation: the day of the one that was looked into longest ago. Null where none was. */
  oldestMailboxReadOn: CalendarDate.nullable(),
});

const Alert = DefenderAlert.omit({ severity: true })
  .extend({ tenantId: TenantId, severityOfMicrosoft: DefenderAlert.shape.severity })
  .extend(SubjectStatus.shape);

const PersonAtRisk = Whose.extend({
  level: RiskyUser.shape.level,
  /** As Microsoft has it; an administrator may have confirmed it. */
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

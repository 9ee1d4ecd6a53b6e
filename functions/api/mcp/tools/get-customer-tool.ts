import { z } from 'zod';
import { FindingAnswer } from '#shared/book/finding-answer.ts';
import { OpenCounts } from '#shared/judging/tenant-summary.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { MfaBadge, MfaNumbers } from '#shared/posture/tenant-numbers.ts';
import { hub } from '#shared/views/hub/view.ts';
import { CustomerArgument, CustomerRef, customerRef, namedCustomer } from './find-customer.ts';
import { FindingBrief, findingBrief } from './finding-brief.ts';
import { Freshness, freshness } from './freshness.ts';
import { readPageOf } from './read-page-of.ts';
import { defineTool } from './tool.ts';

const Count = z.int().nonnegative().nullable();
const Amount = z.number().nullable();

/** The cards of the customer page without any text of the tenant: numbers, states and instants. */
const Cards = z.object({
  connections: z.array(
    z.object({
      connectionId: z.string(),
      tenantId: z.string(),
      mode: z.enum(['own-app', 'publisher-app']),
      credential: z.object({
        state: z.enum(['valid', 'expiring', 'expired', 'refused', 'unknown']),
        expiresOn: CalendarDate.nullable(),
      }),
    }),
  ),
  threats: z.object({ forwardingRules: Count, hidingRules: Count, alerts: Count, riskyUsers: Count }),
  secureScore: z.object({
    current: Amount,
    max: Amount,
    percent: Amount,
    band: z.enum(['green', 'amber', 'red']).nullable(),
  }),
  mfa: z.object({ badge: MfaBadge, users: MfaNumbers, privileged: MfaNumbers }),
  licenses: z.object({
    currency: z.string().max(3),
    seats: z.object({ paid: Count, consumed: Count, unassigned: Count }),
    dollarsPerYear: z.object({
      unassigned: Amount,
      disabled: Amount,
      inactive: Amount,
      overlap: Amount,
      rightSizing: Amount,
      uncontracted: Amount,
    }),
  }),
  communications: z.object({
    messages: Count,
    events: Count,
    lastMessageAt: Instant.nullable(),
    nextEventAt: Instant.nullable(),
  }),
  directoryChanges: z.object({ counts: z.object({ total: Count, risky: Count, new: Count }) }),
});

const Worst = z.object({
  findings: z.object({ open: OpenCounts, new: z.int(), worst: z.array(FindingAnswer) }),
});

/** One customer in one call. */
export const getCustomerTool = defineTool({
  name: 'get_customer',
  title: 'One customer at a glance',
  description:
    'The page of one customer: open findings with the worst five, threats, MFA, Secure Score, licenses, connections, and how much mail and how many meetings there are.',
  ability: 'posture.read',
  input: z.strictObject({ customer: CustomerArgument }),
  output: Cards.extend({
    customer: CustomerRef,
    open: OpenCounts,
    new: z.int(),
    worst: z.array(FindingBrief),
    ...Freshness,
  }),
  run: async (_values, context) => {
    const { page, synced } = await readPageOf(hub, context, {});
    const { open, new: opened, worst } = Worst.parse(page).findings;
    return {
      ...Cards.parse(page),
      customer: customerRef(namedCustomer(context)),
      open,
      new: opened,
      worst: worst.map(findingBrief),
      ...freshness(synced),
    };
  },
});

import { z } from 'zod';
import type { FindingAnswer } from '#shared/book/finding-answer.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { SubjectKind } from '#shared/kernel/subject.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { CustomerRef } from './find-customer.ts';
import { UntrustedText, untrusted, untrustedOrNull } from './untrusted-text.ts';

/** A tenant. Its administrators choose its name. */
export const NamedTenant = z.object({ tenantId: z.string(), name: UntrustedText.nullable() });

export const namedTenant = ({
  tenantId,
  tenantName,
}: {
  readonly tenantId: string;
  readonly tenantName: string | null;
}): z.input<typeof NamedTenant> => ({ tenantId, name: untrustedOrNull(tenantName) });

/** A finding in a list. What is wrong stands in our words; what was found can quote names of the tenant. */
export const FindingBrief = z.object({
  findingKey: z.string().meta({ description: 'For get_finding.' }),
  findingId: z.string(),
  problem: z.string(),
  found: UntrustedText.meta({ description: 'What was found, as a sentence that can quote names of the tenant.' }),
  severity: Severity,
  threat: z.boolean(),
  verdict: z.enum(['warn', 'fail']),
  state: FindingState,
  isNew: z.boolean(),
  stale: z.boolean().meta({ description: 'It could not be judged since; the last verdict is shown.' }),
  subject: z.object({ kind: SubjectKind, name: UntrustedText }),
  tenant: NamedTenant,
  customers: z.array(CustomerRef),
  dollarsPerYear: z.number().nullable(),
  firstSeenAt: Instant,
  reopenedAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
});

/** A finding as the use cases of the API return it. */
export type GivenFinding = z.input<typeof FindingAnswer>;

/** Enough for every tenant; a person with hundreds of customers in one tenant asks by customer. */
const customersNamed = 20;

export const findingBrief = (finding: GivenFinding): z.input<typeof FindingBrief> => {
  const { findingKey, findingId, problem, summary, severity, threat, verdict, state, isNew, stale } = finding;
  const { subject, customerIds, customerNames, dollarsPerYear, firstSeenAt, reopenedAt, resolvedAt } = finding;
  return {
    findingKey,
    findingId,
    problem,
    found: untrusted(summary),
    severity,
    threat,
    verdict,
    state,
    isNew,
    stale,
    subject: { kind: subject.kind, name: untrusted(subject.name) },
    tenant: namedTenant(finding),
    customers: customerIds
      .map((customerId, at) => ({ customerId, name: customerNames[at] ?? '' }))
      .slice(0, customersNamed),
    dollarsPerYear,
    firstSeenAt,
    reopenedAt,
    resolvedAt,
  };
};

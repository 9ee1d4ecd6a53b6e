import { z } from 'zod';
import { Seen } from '#shared/book/seen.ts';
import { OpenCounts } from '#shared/judging/tenant-summary.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { MfaBadge } from '#shared/posture/tenant-numbers.ts';
import { listBookCustomers } from '../../book/list-book-customers.ts';
import { NamedTenant, namedTenant } from './finding-brief.ts';
import { nextCursor, pageArguments, pageOf } from './page-arguments.ts';
import { defineTool, requestOf } from './tool.ts';
import { UntrustedText, untrusted } from './untrusted-text.ts';

const Percent = z.number().nullable();

const CustomerBrief = z.object({
  customerId: z.string().nullable().meta({ description: 'Null for a tenant that belongs to no customer.' }),
  name: z.string().nullable(),
  tenants: z.array(NamedTenant),
  open: OpenCounts.meta({ description: 'Open findings by severity.' }),
  worst: z
    .object({
      findingKey: z.string(),
      problem: z.string(),
      severity: Severity,
      threat: z.boolean(),
      subject: UntrustedText,
    })
    .nullable(),
  mfaBadge: MfaBadge,
  mfaCapablePercent: Percent,
  mfaEnforcedPercent: Percent,
  secureScorePercent: Percent,
  seen: Seen,
  stale: z.boolean().meta({ description: 'Microsoft refuses the credential, so the data is out of date.' }),
  dataAsOf: Instant.nullable(),
});

const tenantsNamed = 20;

/** The book: customers, worst first. */
export const listCustomersTool = defineTool({
  name: 'list_customers',
  title: 'Customers, worst first',
  description:
    'The book of customers, the worst first: open findings by severity, the worst problem, MFA coverage and Secure Score. Use it for questions about all customers, or to learn their names.',
  ability: 'posture.read',
  input: z.strictObject(pageArguments),
  output: z.object({ customers: z.array(CustomerBrief), nextCursor }),
  run: async (values, context) => {
    const { body } = await listBookCustomers(requestOf(context, undefined, pageOf(values)), context.deps);
    const customers = body.items.map(({ customerId, name, tenantIds, tenantNames, worst, ...line }) => ({
      ...line,
      customerId,
      // Without a customer, the line has the name of the tenant.
      name: customerId === null ? null : name,
      tenants: tenantIds
        .map((tenantId, at) => namedTenant({ tenantId, tenantName: tenantNames[at] ?? null }))
        .slice(0, tenantsNamed),
      worst:
        worst === null
          ? null
          : {
              findingKey: worst.findingKey,
              problem: worst.problem,
              severity: worst.severity,
              threat: worst.threat,
              subject: untrusted(worst.subject.name),
            },
    }));
    return { customers, nextCursor: body.nextCursor };
  },
});

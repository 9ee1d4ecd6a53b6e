import { z } from 'zod';
import { commaSeparated, List, listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { synced } from '#shared/api/synced.ts';
import { Campaign } from '#shared/book/campaigns.ts';
import { FindingAnswer } from '#shared/book/finding-answer.ts';
import { FindingArea } from '#shared/book/finding-filters.ts';
import { Seen } from '#shared/book/seen.ts';
import { bookSynced } from '#shared/book/surface-counts.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { OpenCounts } from '#shared/judging/tenant-summary.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { TextLine } from '#shared/kernel/text.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { MfaBadge } from '#shared/posture/tenant-numbers.ts';

const Percent = z.number().min(0).max(100).nullable();
const Count = z.int().nonnegative();

export const CustomerLine = z.object({
  /** Null where the tenant belongs to no customer. */
  customerId: CustomerId.nullable(),
  name: z.string(),
  tenantIds: z.array(TenantId),
  /** In the order of the ids; null until a tenant was read. */
  tenantNames: z.array(z.string().nullable()),
  open: OpenCounts,
  worst: FindingAnswer.nullable(),
  /** The next four are null or `unknown` where they could not be read. */
  mfaBadge: MfaBadge,
  mfaCapablePercent: Percent,
  mfaEnforcedPercent: Percent,
  secureScorePercent: Percent,
  /** Findings judged over its tenants. If it is mostly unseen, a lack of open findings is no sign of health. */
  seen: Seen,
  /** A credential of one of its tenants is refused, so the data may be out of date. */
  stale: z.boolean(),
  ...synced,
});
CustomerLine.register(z.globalRegistry, {
  id: 'BookCustomer',
  description: 'A customer in the book, or a tenant without a customer.',
});

export const FindingLineAnswer = z.object({
  findingId: z.string(),
  title: z.string(),
  problem: z.string(),
  severity: Severity,
  tenantsAffected: Count,
  tenantsAssessed: Count,
  subjectsAffected: Count,
  /** Tenants: those that it could apply to, and those in which it was judged. */
  seen: Seen,
  dollarsPerYear: z.number().nullable(),
  /** Several tenants with the same forwarding address, rule, application, consent source or incident. */
  campaigns: z.array(Campaign),
});
FindingLineAnswer.register(z.globalRegistry, {
  id: 'BookFinding',
  description: 'A finding over all tenants of the book.',
});

const SignalLine = z.object({
  signal: z.string(),
  average: z.number().nullable(),
  /** Number of customers that the average is over. */
  customers: Count,
  /** Customers: all, and those whose value is known. */
  seen: Seen,
  worst: z.object({ customerId: CustomerId, customerName: z.string(), value: z.number() }).nullable(),
});
SignalLine.register(z.globalRegistry, { id: 'Signal', description: 'A number that is compared across customers.' });

const findingId = TextLine.min(1).max(120);

export const contract = apiContract({
  description: "All of an MSP's tenants together: by customer, by finding, by signal.",
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true }),
  access: { table: 'read', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    listBookCustomers: {
      route: 'GET /v1/book/customers',
      summary: 'Customers, ordered by their worst open finding, then by the number of findings of each severity.',
      ability: 'posture.read',
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the name of the customer or of a tenant'),
        ...sortQuery(['worst', 'name'], 'The order.'),
      }),
      response: {
        status: 200,
        body: List(CustomerLine)
          .extend(bookSynced)
          .meta({ id: 'BookCustomersPage', description: 'A page of the customers of the book.' }),
      },
      errors: ['InvalidCursor'],
    },
    listBookFindings: {
      route: 'GET /v1/book/findings',
      summary: 'One row for each finding id that is open in at least one tenant.',
      ability: 'posture.read',
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the title, the problem or the id'),
        ...sortQuery(['worst', 'tenants', 'subjects', 'dollars', 'problem'], 'The order; numbers largest first.'),
        severity: commaSeparated(Severity).optional(),
        area: commaSeparated(FindingArea).optional(),
      }),
      response: {
        status: 200,
        body: List(FindingLineAnswer)
          .extend(bookSynced)
          .meta({ id: 'BookFindingsPage', description: 'A page of the findings of the book, one row an id.' }),
      },
      errors: ['InvalidCursor'],
    },
    getBookFinding: {
      route: 'GET /v1/book/findings/{findingId}',
      summary:
        'The work-list of one finding id: tenants with the most subjects first, the worst subject first within a tenant.',
      ability: 'posture.read',
      params: z.strictObject({ findingId }),
      query: z.strictObject({ ...listQuery, ...searchQuery('the subject, the tenant or a customer') }),
      response: {
        status: 200,
        body: FindingLineAnswer.extend(List(FindingAnswer).shape)
          .extend(bookSynced)
          .meta({ id: 'WorkList', description: 'The open findings of one id over the whole book.' }),
      },
      errors: ['NotFound', 'InvalidCursor'],
    },
    listBookSignals: {
      route: 'GET /v1/book/signals',
      summary: 'Averages over the customers, each with the number of customers and the worst one.',
      ability: 'posture.read',
      response: {
        status: 200,
        body: z
          .object({ items: z.array(SignalLine), ...bookSynced })
          .meta({ id: 'Signals', description: 'Numbers that are compared across customers.' }),
      },
    },
  },
});

import { z } from 'zod';
import { commaSeparated, listQuery, QueryBoolean, searchQuery, sortQuery } from '#shared/api/list.ts';
import { SyncedList } from '#shared/api/synced.ts';
import { FindingAnswer } from '#shared/book/finding-answer.ts';
import { FindingArea } from '#shared/book/finding-filters.ts';
import { FindingWithHistory } from '#shared/book/finding-with-history.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { findings } from '#shared/findings/index.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { Text } from '#shared/kernel/text.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { FindingGroup, FindingGrouping } from './group-findings.ts';
import { findingSorts } from './sort-findings.ts';

const FindingId = z.enum(findings.map(({ id }) => id));

const filters = {
  severity: commaSeparated(Severity).optional(),
  area: commaSeparated(FindingArea).optional(),
  findingId: commaSeparated(FindingId).optional(),
  isNew: QueryBoolean.optional(),
  ...searchQuery('the finding, its subject, its tenant or a customer'),
};

const order = {
  ...sortQuery(findingSorts, 'The order; within equal findings the worst is first.'),
  groupBy: FindingGrouping.optional().meta({
    description: 'Keeps findings together that have this in common, and adds `groups`. The order holds within a group.',
  }),
};

const Findings = SyncedList(FindingAnswer)
  .extend({
    groups: z
      .array(FindingGroup)
      .nullable()
      .meta({ description: 'The groups of the whole list, in its order; null without `groupBy`.' }),
  })
  .meta({ id: 'Findings', description: 'A page of findings.' });

const OpenState = FindingState.extract(['open', 'acknowledged', 'in-progress']);

export const contract = apiContract({
  description: 'Findings, worst first, and their history.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true }),
  access: { table: 'read', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    listFindings: {
      route: 'GET /v1/findings',
      summary:
        'The open findings of the book, worst first. Muted, accepted and resolved findings are listed per customer.',
      ability: 'posture.read',
      query: z.strictObject({ ...listQuery, ...filters, ...order, state: commaSeparated(OpenState).optional() }),
      response: { status: 200, body: Findings },
      errors: ['InvalidCursor'],
    },
    listCustomerFindings: {
      route: 'GET /v1/customers/{customerId}/findings',
      summary:
        'The findings of a customer, worst first unless `sort` is given. Only open findings are listed unless `state` is given.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      query: z.strictObject({
        ...listQuery,
        ...filters,
        ...order,
        state: commaSeparated(FindingState).optional(),
      }),
      response: { status: 200, body: Findings },
      errors: ['NotFound', 'InvalidCursor'],
    },
    getFinding: {
      route: 'GET /v1/findings/{findingKey}',
      summary: 'One finding with its history.',
      ability: 'posture.read',
      params: z.strictObject({ findingKey: Text.min(1).max(200) }),
      response: { status: 200, body: FindingWithHistory },
      errors: ['NotFound'],
    },
  },
});

import { z } from 'zod';
import { FindingWithHistory } from '#shared/book/finding-with-history.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Text } from '#shared/kernel/text.ts';
import { maxFindings, TransitionRequest, TransitionsRequest } from './transition-request.ts';

export const MoveOutcome = z
  .enum(['moved', 'unchanged', 'resolved', 'conflict', 'not-found', 'failed', 'not-attempted'])
  .meta({
    description: [
      '`moved`: changed, with rows in the audit log.',
      '`unchanged`: it was as requested before.',
      '`resolved`: only an evaluation reopens a resolved finding.',
      '`conflict`: somebody else changed the tenant at the same time; send it again.',
      '`not-found`: there is no such finding.',
      '`failed`: nothing was changed; `detail` says why.',
      '`not-attempted`: the time was over; send it again.',
    ].join(' '),
  });
export type MoveOutcome = z.output<typeof MoveOutcome>;

const count = (of: MoveOutcome) =>
  z
    .int()
    .nonnegative()
    .meta({ description: `How many are \`${of}\`.` });

const Counts = z
  .object({
    moved: count('moved'),
    unchanged: count('unchanged'),
    resolved: count('resolved'),
    conflict: count('conflict'),
    'not-found': count('not-found'),
    failed: count('failed'),
    'not-attempted': count('not-attempted'),
  } satisfies Record<MoveOutcome, z.ZodType>)
  .meta({ description: 'The number of findings with each outcome.' });

const MoveResult = z
  .object({
    findingKey: z.string().meta({ description: 'As it was sent, or as the filter found it.' }),
    outcome: MoveOutcome,
    detail: z.string().nullable().meta({ description: 'What to do; null where it was changed.' }),
  })
  .meta({ id: 'TransitionResult', description: 'What became of one finding of a change of many.' });

export const contract = apiContract({
  description: 'Changes the state of findings, who works on them, and what is noted on them.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    transitionFinding: {
      route: 'POST /v1/findings/{findingKey}/transitions',
      summary:
        'Acknowledge a finding, start work on it, mute it (at most 90 days), accept its risk (at most 12 months) or reopen it; or only assign it, note something on it or name its ticket. Only an evaluation resolves a finding.',
      ability: 'findings.move',
      params: z.strictObject({ findingKey: Text.min(1).max(200) }),
      body: TransitionRequest,
      response: { status: 200, body: FindingWithHistory },
      errors: ['NotFound', 'FindingResolved', 'RecordChanged', 'AuditUnavailable'],
    },
    transitionFindings: {
      route: 'POST /v1/findings/transitions',
      summary: `Change up to ${maxFindings} findings at once, by their keys or by a filter. Each is changed or not by itself: the answer says which, and the audit log has rows for each.`,
      ability: 'findings.move',
      body: TransitionsRequest,
      response: {
        status: 200,
        body: z
          .object({
            items: z.array(MoveResult).meta({ description: 'One for each finding, in the order of the request.' }),
            counts: Counts,
          })
          .meta({ id: 'TransitionResults', description: 'What became of each finding.' }),
      },
      errors: ['NotFound'],
    },
  },
});

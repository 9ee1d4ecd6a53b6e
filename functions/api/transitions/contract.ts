import { z } from 'zod';
import { FindingWithHistory } from '#shared/book/finding-with-history.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { MoveTarget } from '#shared/judging/transition.ts';
import { Text, TextLine } from '#shared/kernel/text.ts';

/**
 * The reason is stored in the audit log for good. It may contain no e-mail address, which could not be erased without
 * breaking the hash chain.
 */
const Reason = Text.trim()
  .min(1, 'say why, in a few words')
  .max(500)
  .refine(
    (text) => !/[^\s@]@[^\s@.]+\.\S/.test(text),
    'a reason is stored for good, so it must not contain an e-mail address',
  );

const expiryFormat = 'must be a date or an instant, such as 2026-12-24 or 2026-12-24T17:00:00Z';
/** A date stands for its start in UTC. */
const Expiry = TextLine.meta({
  format: 'date-time',
  description: 'An instant, or a date, which stands for its start in UTC.',
}).transform((text, context) => {
  if (z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text).success) {
    return new Date(text).toISOString();
  }
  context.addIssue({ code: 'custom', message: expiryFormat });
  return z.NEVER;
});

const onlySuppressed = z.never('only a muted or risk-accepted finding has an expiry').optional();
const onlyAccepted = z.never('only an accepted risk has an approver').optional();

const state = <const State extends z.output<typeof MoveTarget>>(to: State) => z.literal(to);

/** The fields that each target state takes. */
export const TransitionRequest = z.discriminatedUnion(
  'to',
  [
    z.strictObject({
      to: MoveTarget.extract(['acknowledged', 'in-progress', 'open']),
      reason: Reason.optional(),
      until: onlySuppressed,
      approver: onlyAccepted,
    }),
    z.strictObject({ to: state('muted'), reason: Reason, until: Expiry, approver: onlyAccepted }),
    z.strictObject({
      to: state('risk-accepted'),
      reason: Reason,
      until: Expiry,
      approver: TextLine.min(1, 'name who accepts the risk').max(200),
    }),
  ],
  `must be one of ${MoveTarget.options.join(', ')}; only an evaluation resolves a finding`,
);

export const contract = apiContract({
  description: 'Changes the state of findings.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    transitionFinding: {
      route: 'POST /v1/findings/{findingKey}/transitions',
      summary:
        'Acknowledge a finding, start work on it, mute it (at most 90 days), accept its risk (at most 12 months) or reopen it. Only an evaluation resolves a finding.',
      ability: 'findings.move',
      params: z.strictObject({ findingKey: Text.min(1).max(200) }),
      body: TransitionRequest,
      response: { status: 200, body: FindingWithHistory },
      errors: ['NotFound', 'FindingResolved', 'RecordChanged', 'AuditUnavailable'],
    },
  },
});

import { z } from 'zod';
import { FindingWithHistory } from '#shared/book/finding-with-history.ts';
import { MoveTarget } from '#shared/judging/transition.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

/** Kept in the audit log for good, where no address may stand: it could not be erased without breaking the chain. */
const Reason = z
  .string()
  .trim()
  .min(1, 'say why, in a few words')
  .max(500)
  .refine((text) => text.isWellFormed(), 'must be whole characters')
  .refine((text) => !/\S@\S+\.\S/.test(text), 'a reason is kept for good, so it must name no e-mail address');

const until = 'the end is wanted as a date or an instant, such as 2026-12-24 or 2026-12-24T17:00:00Z';
/** A date is its beginning, UTC. */
const End = z
  .string()
  .meta({ format: 'date-time', description: 'An instant, or a date, which means its beginning (UTC).' })
  .transform((text, context) => {
    if (z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text).success) {
      return new Date(text).toISOString();
    }
    context.addIssue({ code: 'custom', message: until });
    return z.NEVER;
  });

const onlyQuiet = z.never('only a mute and an accepted risk have an end').optional();
const onlyAccepted = z.never('only an accepted risk has an approver').optional();

const movedTo = <const State extends z.output<typeof MoveTarget>>(to: State) => z.literal(to);

/** Which move takes what. */
export const TransitionRequest = z.discriminatedUnion(
  'to',
  [
    z.strictObject({
      to: MoveTarget.extract(['acknowledged', 'in-progress', 'open']),
      reason: Reason.optional(),
      until: onlyQuiet,
      approver: onlyAccepted,
    }),
    z.strictObject({ to: movedTo('muted'), reason: Reason, until: End, approver: onlyAccepted }),
    z.strictObject({
      to: movedTo('risk-accepted'),
      reason: Reason,
      until: End,
      approver: z.string().trim().min(1, 'say who answers for the risk').max(200),
    }),
  ],
  `must be one of ${MoveTarget.options.join(', ')}; only an evaluation resolves a finding`,
);

export const contract = apiContract({
  description: 'Moving findings through their life.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    transitionFinding: {
      route: 'POST /v1/findings/{findingKey}/transitions',
      summary:
        'Acknowledge, take up, mute (at most 90 days) or accept (at most 12 months) a finding, or open it again. Only an evaluation resolves.',
      ability: 'findings.move',
      params: z.strictObject({ findingKey: z.string().min(1).max(200) }),
      body: TransitionRequest,
      response: { status: 200, body: FindingWithHistory },
      errors: ['NotFound', 'FindingResolved', 'RecordChanged', 'AuditUnavailable'],
    },
  },
});

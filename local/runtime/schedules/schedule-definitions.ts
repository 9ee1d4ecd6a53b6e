import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from '../assembly/resources.ts';
import type { CallerOf } from '../iam/authorizer.ts';
import { parseExpression, type Recurrence } from './expression.ts';

const ScheduleProperties = z.looseObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  StartDate: z.string().optional(),
  EndDate: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.looseObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    DeadLetterConfig: z.looseObject({ Arn: z.string().optional() }).optional(),
  }),
});
const RuleProperties = z.looseObject({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(
      z.looseObject({
        Arn: z.string(),
        RoleArn: z.string().optional(),
        Input: z.string().optional(),
        InputPath: z.undefined('InputPath is not supported here').optional(),
        InputTransformer: z.undefined('InputTransformer is not supported here').optional(),
        DeadLetterConfig: z.looseObject({ Arn: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});

export interface ScheduleTarget {
  readonly arn: string;
  /** Who delivers to it. */
  readonly sender: CallerOf;
  /** The input for a due instant, with EventBridge's placeholders filled in. */
  readonly input: (dueAt: Date) => unknown;
  readonly deadLetterArn: string | undefined;
}

export interface Schedule {
  readonly name: string;
  readonly expression: string;
  readonly enabled: boolean;
  readonly recurrence: Recurrence;
  readonly endsAt: number;
  readonly targets: readonly ScheduleTarget[];
}

const withPlaceholders = (input: string, resource: Resource, dueAt: Date): unknown =>
  JSON.parse(
    input
      .replaceAll('<aws.scheduler.schedule-arn>', resource.arn)
      .replaceAll('<aws.scheduler.scheduled-time>', dueAt.toISOString())
      .replaceAll('<aws.scheduler.execution-id>', randomUUID())
      .replaceAll('<aws.scheduler.attempt-number>', '1'),
  );

const scheduleOf = (resource: Resource, startedAt: number): Schedule => {
  const properties = propertiesOf(resource, ScheduleProperties);
  const { ScheduleExpression: expression, ScheduleExpressionTimezone: zone, Target: target } = properties;
  const anchor = properties.StartDate === undefined ? startedAt : new Date(properties.StartDate).getTime();
  return {
    name: resource.name,
    expression,
    enabled: properties.State === 'ENABLED',
    recurrence: parseExpression(expression, zone, anchor),
    endsAt: properties.EndDate === undefined ? Number.POSITIVE_INFINITY : new Date(properties.EndDate).getTime(),
    targets: [
      {
        arn: target.Arn,
        sender: { roleArn: target.RoleArn },
        input: (dueAt) => withPlaceholders(target.Input ?? '{}', resource, dueAt),
        deadLetterArn: target.DeadLetterConfig?.Arn,
      },
    ],
  };
};

/** The default event of a scheduled rule. */
const scheduledEvent = (resource: Resource, dueAt: Date): unknown => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  time: dueAt.toISOString(),
  resources: [resource.arn],
  detail: {},
});

/** A rule delivers with its role, or for itself as far as the target's own policy allows that. */
export const senderOf = (rule: Resource, roleArn: string | undefined): CallerOf =>
  roleArn === undefined ? { service: 'events', sourceArn: rule.arn } : { roleArn };

const ruleOf = (resource: Resource, startedAt: number): readonly Schedule[] => {
  const { ScheduleExpression: expression, State, Targets } = propertiesOf(resource, RuleProperties);
  if (expression === undefined) return [];
  const targets = Targets.map(
    (target): ScheduleTarget => ({
      arn: target.Arn,
      sender: senderOf(resource, target.RoleArn),
      input: (dueAt) => (target.Input === undefined ? scheduledEvent(resource, dueAt) : JSON.parse(target.Input)),
      deadLetterArn: target.DeadLetterConfig?.Arn,
    }),
  );
  const recurrence = parseExpression(expression, 'UTC', startedAt);
  const enabled = State === 'ENABLED';
  return [{ name: resource.name, expression, enabled, recurrence, endsAt: Number.POSITIVE_INFINITY, targets }];
};

/** Every schedule of the templates: those of EventBridge Scheduler and scheduled rules. */
export const schedulesOf = (resources: Resources, startedAt: number): readonly Schedule[] => [
  ...resources.ofType('AWS::Scheduler::Schedule').map((resource) => scheduleOf(resource, startedAt)),
  ...resources.ofType('AWS::Events::Rule').flatMap((resource) => ruleOf(resource, startedAt)),
];

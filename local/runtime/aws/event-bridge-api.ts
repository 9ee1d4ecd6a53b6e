import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DeploymentTarget } from '../assembly/identity.ts';
import { propertiesOf, type Resources } from '../assembly/resources.ts';
import { BoundedList } from '../bounded-list.ts';
import type { CallerOf } from '../iam/authorizer.ts';
import { senderOf } from '../schedules/schedule-definitions.ts';
import type { Operations } from './endpoint.ts';
import { matchesPattern, type Pattern, unknownMatchers } from './event-pattern.ts';

const RuleProperties = z.looseObject({
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(z.looseObject({ Arn: z.string(), RoleArn: z.string().optional(), Input: z.string().optional() }))
    .default([]),
});
const PutEvents = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
        EventBusName: z.string().default('default'),
        Resources: z.array(z.string()).default([]),
      }),
    )
    .max(10),
});

interface EventBridgeSettings {
  readonly resources: Resources;
  readonly deployment: DeploymentTarget;
  readonly now: () => Date;
  readonly deliver: (
    target: { arn: string; sender: CallerOf; deadLetterArn: string | undefined },
    event: unknown,
  ) => Promise<unknown>;
}

interface Rule {
  readonly bus: string;
  readonly pattern: Pattern;
  readonly targets: readonly { readonly Arn: string; readonly sender: CallerOf; readonly Input?: string | undefined }[];
}

/** Events kept for people and tests. */
const keptEvents = 2_000;

const rulesOf = (resources: Resources): readonly Rule[] =>
  resources.ofType('AWS::Events::Rule').flatMap((resource) => {
    const { EventBusName, EventPattern, State, Targets } = propertiesOf(resource, RuleProperties);
    if (EventPattern === undefined || State !== 'ENABLED') return [];
    const unknown = unknownMatchers(EventPattern);
    if (unknown.length > 0) {
      throw new Error(
        `${resource.stack}/${resource.logicalId} matches by ${unknown.join(', ')}, which is not supported here`,
      );
    }
    return [
      {
        bus: EventBusName.split('/').at(-1) ?? EventBusName,
        pattern: EventPattern as Pattern, // unknownMatchers has checked it
        targets: Targets.map(({ RoleArn, ...target }) => ({ ...target, sender: senderOf(resource, RoleArn) })),
      },
    ];
  });

/** EventBridge's PutEvents: keeps the events and delivers them to the matching rules of their bus. */
export const eventBridgeApi = ({ resources, deployment, now, deliver }: EventBridgeSettings) => {
  const rules = rulesOf(resources);
  const put = new BoundedList<object>(keptEvents);
  const operations: Operations = {
    PutEvents: async (given) => {
      const { Entries } = PutEvents.parse(given);
      for (const entry of Entries) {
        const event = {
          version: '0',
          id: randomUUID(),
          'detail-type': entry.DetailType,
          source: entry.Source,
          account: deployment.account,
          time: now().toISOString(),
          region: deployment.region,
          resources: entry.Resources,
          detail: JSON.parse(entry.Detail),
        };
        put.push(event);
        const bus = entry.EventBusName.split('/').at(-1);
        const matching = rules.filter((rule) => rule.bus === bus && matchesPattern(rule.pattern, event));
        for (const { Arn, sender, Input } of matching.flatMap(({ targets }) => targets)) {
          await deliver(
            { arn: Arn, sender, deadLetterArn: undefined },
            Input === undefined ? event : JSON.parse(Input),
          );
        }
      }
      return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: randomUUID() })) };
    },
  };
  return { operations, put: () => put.entries };
};

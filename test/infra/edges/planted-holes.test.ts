import { describe, expect, it } from 'vitest';
import { synthesize } from '../synthesized.ts';
import { stageResources } from './stage-resources.ts';
import { missingPermissions } from './walk.ts';

const { parts, templates } = await synthesize('prod', { alarmMail: 'alarms@example.com' });

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape; each row below knows the part it breaks
type Json = any;
type Resource = { Type: string; Properties: Json };
type Found = readonly (readonly [string, Resource])[];

interface Hole {
  readonly kind: string;
  /** Breaks resources of this type whose logical id matches. */
  readonly type: string;
  readonly id?: RegExp;
  readonly breakIt: (properties: Json) => void;
  /** A part of the name of the edge that must be reported, and of what is missing. */
  readonly reported: RegExp;
}

const remove = (list: Json[], isWrong: (one: Json) => boolean): void => {
  const index = list.findIndex(isWrong);
  if (index < 0) throw new Error('the hole could not be planted: nothing to remove');
  list.splice(index, 1);
};
const statements = (properties: Json): Json[] => properties.PolicyDocument.Statement;
const isAllow = ({ Effect }: Json): boolean => Effect === 'Allow';
const actionsOf = ({ Action }: Json): string[] => [Action].flat();
const withoutAction =
  (action: string) =>
  (properties: Json): void => {
    const statement = statements(properties).find((one) => isAllow(one) && actionsOf(one).includes(action));
    if (statement === undefined) throw new Error(`the hole could not be planted: nothing allows ${action}`);
    statement.Action = actionsOf(statement).filter((one) => one !== action);
  };
const refuseAll = { Effect: 'Deny', Action: '*', Resource: '*', Principal: { AWS: '*' } };

const holes: readonly Hole[] = [
  {
    kind: 'topic policy: without CloudWatch',
    type: 'AWS::SNS::TopicPolicy',
    breakIt: (properties) => remove(statements(properties), isAllow),
    reported: /^alarm vectis-prod-api-slow → topic vectis-prod-alarms lacks sns:Publish: no statement of the policy/,
  },
  {
    kind: 'source condition of the topic: another account',
    type: 'AWS::SNS::TopicPolicy',
    breakIt: (properties) => {
      statements(properties).find(isAllow).Condition.StringEquals['aws:SourceAccount'] = '999999999999';
    },
    reported: /^alarm vectis-prod-api-slow → topic vectis-prod-alarms lacks sns:Publish: .*a condition that is not met/,
  },
  {
    kind: 'source condition of the topic: alarms of another stage',
    type: 'AWS::SNS::TopicPolicy',
    breakIt: (properties) => {
      statements(properties).find(isAllow).Condition.ArnLike['aws:SourceArn'] =
        'arn:aws:cloudwatch:*:*:alarm:vectis-dev-*';
    },
    reported: /^alarm vectis-prod-api-slow → topic vectis-prod-alarms lacks sns:Publish: .*a condition that is not met/,
  },
  {
    kind: 'topic policy: an operator that is not known',
    type: 'AWS::SNS::TopicPolicy',
    breakIt: (properties) => {
      statements(properties).find(isAllow).Condition = { StringMatches: { 'aws:SourceAccount': '1*' } };
    },
    reported:
      /^alarm vectis-prod-api-slow → topic .* lacks sns:Publish: .*the operator StringMatches, which is not known/,
  },
  {
    kind: 'topic policy: a denial without a condition',
    type: 'AWS::SNS::TopicPolicy',
    breakIt: (properties) => statements(properties).push(refuseAll),
    reported: /^function vectis-prod-scan-secret-expiry → topic vectis-prod-alarms lacks sns:Publish: .*denies it/,
  },
  {
    kind: 'key policy: without CloudWatch',
    type: 'AWS::KMS::Key',
    breakIt: ({ KeyPolicy }) => remove(KeyPolicy.Statement, ({ Principal }) => Principal.Service !== undefined),
    reported: /^alarm vectis-prod-api-slow → key \S+ lacks kms:GenerateDataKey: no statement of the policy/,
  },
  {
    kind: 'key policy: without the account',
    type: 'AWS::KMS::Key',
    breakIt: ({ KeyPolicy }) => remove(KeyPolicy.Statement, ({ Principal }) => Principal.AWS !== undefined),
    reported: /^function vectis-prod-scan-secret-expiry → key \S+ lacks kms:Decrypt: no statement of the policy/,
  },
  {
    kind: 'queue policy: a denial without a condition',
    type: 'AWS::SQS::QueuePolicy',
    id: /ScheduleDeadLetters/,
    breakIt: (properties) => statements(properties).push(refuseAll),
    reported:
      /^schedule vectis-prod-posture → queue vectis-prod-schedule-dead-letters lacks sqs:SendMessage: .*denies it/,
  },
  {
    kind: 'function permission: of another service',
    type: 'AWS::Lambda::Permission',
    id: /GetHealth/,
    breakIt: (properties) => {
      properties.Principal = 'events.amazonaws.com';
    },
    reported: /^route GET \/v1\/health → function vectis-prod-api-health lacks lambda:InvokeFunction: no statement/,
  },
  {
    kind: 'source condition of a function: another API',
    type: 'AWS::Lambda::Permission',
    id: /GetHealth/,
    breakIt: (properties) => {
      properties.SourceArn = 'arn:aws:execute-api:eu-west-1:111122223333:another/*/*/*';
    },
    reported: /^route GET \/v1\/health → function vectis-prod-api-health lacks .*a condition that is not met/,
  },
  {
    kind: 'function permission: of all routes, which $default is none of',
    type: 'AWS::Lambda::Permission',
    id: /RouteDefault/,
    breakIt: ({ SourceArn }) => SourceArn['Fn::Join'][1].push('/*'),
    reported: /^route \$default → function vectis-prod-api-not-found lacks lambda:InvokeFunction: .*not met/,
  },
  {
    kind: 'function permission: of the authorizer',
    type: 'AWS::Lambda::Permission',
    id: /Authorizer/,
    breakIt: (properties) => {
      properties.Action = 'lambda:GetFunction';
    },
    reported: /^authorizer \S+ → function vectis-prod-authorize lacks lambda:InvokeFunction: no statement/,
  },
  {
    kind: 'log delivery: without a policy of the log groups',
    type: 'AWS::Logs::ResourcePolicy',
    breakIt: (properties) => {
      properties.PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    },
    reported: /^stage \S+ → log group \/aws\/apigateway\/vectis-prod-api lacks logs:PutLogEvents: no statement/,
  },
  {
    kind: 'trust of a role: another service',
    type: 'AWS::IAM::Role',
    id: /^HealthRole/,
    breakIt: ({ AssumeRolePolicyDocument }) => {
      AssumeRolePolicyDocument.Statement[0].Principal.Service = 'ec2.amazonaws.com';
    },
    reported: /^function vectis-prod-api-health → role \S+ lacks sts:AssumeRole: no statement/,
  },
  {
    kind: 'trust of a role: another schedule group',
    type: 'AWS::IAM::Role',
    id: /^SchedulerRole/,
    breakIt: ({ AssumeRolePolicyDocument }) => {
      AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['aws:SourceArn'] = 'arn:aws:scheduler:x';
    },
    reported: /^schedule \S+ → role \S+ lacks sts:AssumeRole: .*a condition that is not met/,
  },
  {
    kind: 'role: a policy that is not in the templates',
    type: 'AWS::IAM::Role',
    id: /^HealthRole/,
    breakIt: (properties) => {
      properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    },
    reported: /^function vectis-prod-api-health → log group \S+ lacks logs:PutLogEvents: .*not in the templates/,
  },
  ...(
    [
      ['SchedulerRole.*', 'sqs:SendMessage', 'schedule \\S+ → queue vectis-prod-schedule-dead-letters'],
      ['SchedulerRole.*', 'lambda:InvokeFunction', 'schedule \\S+ → function \\S+'],
      [
        'SchedulerRole.*',
        'states:StartExecution',
        'schedule vectis-prod-posture → state machine vectis-prod-book-sync',
      ],
      [
        'BookSyncMachineRole',
        'states:StartSyncExecution',
        'state machine vectis-prod-book-sync → state machine vectis-prod-tenant-\\w+',
      ],
      ['BookSyncMachineRole', 'states:StartExecution', 'state machine vectis-prod-book-sync → its child executions'],
      [
        'BookSyncMachineRole',
        'lambda:InvokeFunction',
        'state machine vectis-prod-book-sync → function vectis-prod-\\S+',
      ],
      ['BookSyncMachineRole', 'logs:CreateLogDelivery', 'state machine vectis-prod-book-sync → log delivery'],
      ['BookSyncMachineRole', 'xray:PutTraceSegments', 'state machine vectis-prod-book-sync → X-Ray'],
      [
        'TenantPostureMachineRole',
        'lambda:InvokeFunction',
        'state machine vectis-prod-tenant-posture → function vectis-prod-\\S+',
      ],
      [
        'PlanTenantRole',
        'secretsmanager:GetSecretValue',
        'function vectis-prod-plan-tenant → the secrets of connections',
      ],
      ['BookRole', 'secretsmanager:GetSecretValue', 'function vectis-prod-api-book → secret prod/keys/cursor'],
      ['PlanTenantRole', 'dynamodb:PutItem', 'function vectis-prod-plan-tenant → table vectis-prod'],
      ['FinishRunRole', 'dynamodb:ConditionCheckItem', 'function vectis-prod-finish-run → table vectis-prod'],
      [
        'PlanTenantRole',
        'logs:PutLogEvents',
        'function vectis-prod-plan-tenant → log group /aws/lambda/vectis-prod-plan-tenant',
      ],
      ['PlanTenantRole', 'xray:PutTraceSegments', 'function vectis-prod-plan-tenant → X-Ray'],
      [
        'AnchorAuditRole',
        'sqs:SendMessage',
        'function vectis-prod-anchor-audit → queue vectis-prod-function-dead-letters',
      ],
      ['AuditRole', 'logs:GetLogEvents', 'function vectis-prod-api-audit → log group /vectis/prod/audit-anchors'],
      ['RunsRole', 'states:StartExecution', 'function vectis-prod-api-runs → state machine vectis-prod-tenant-\\w+'],
      ['CreateMspRole', 'cognito-idp:AdminCreateUser', 'function vectis-prod-create-msp → user pool \\S+'],
      ['ScanSecretExpiryRole', 'events:PutEvents', 'function vectis-prod-scan-secret-expiry → the default event bus'],
      ['ScanSecretExpiryRole', 'sns:Publish', 'function vectis-prod-scan-secret-expiry → topic vectis-prod-alarms'],
      ['ScanSecretExpiryRole', 'kms:GenerateDataKey', 'function vectis-prod-scan-secret-expiry → key \\S+'],
    ] as const
  ).map(
    ([role, action, edge]): Hole => ({
      kind: `role action: ${action} of ${role.replace('.*', '')}`,
      type: 'AWS::IAM::Policy',
      id: new RegExp(`^${role}DefaultPolicy`),
      breakIt: withoutAction(action),
      reported: new RegExp(`^${edge} lacks ${action}: `),
    }),
  ),
];

/** A copy of the templates with the hole, in the first resource in which it can be planted. */
const plant = ({ type, id = /./, breakIt }: Hole): ReadonlyMap<string, object> => {
  const copy: [string, { Resources: Record<string, Resource> }][] = JSON.parse(JSON.stringify([...templates]));
  const candidates: Found = copy
    .flatMap(([, { Resources }]) => Object.entries(Resources))
    .filter(([logicalId, { Type }]) => Type === type && id.test(logicalId));
  const failures: unknown[] = [];
  for (const [, { Properties }] of candidates) {
    try {
      breakIt(Properties);
      return new Map(copy);
    } catch (error) {
      failures.push(error);
    }
  }
  throw new Error(`no ${type} with ${String(id)} takes the hole: ${failures.join('; ')}`);
};

describe('the edge walker', () => {
  it.each(holes)('names the edge that a hole breaks: $kind', (hole) => {
    const missing = missingPermissions(stageResources('prod', parts, plant(hole)));
    expect(missing).toEqual(expect.arrayContaining([expect.stringMatching(hole.reported)]));
  });

  it('reports nothing else for a hole in one role', () => {
    const hole = holes.find(({ kind }) => kind === 'role action: logs:GetLogEvents of AuditRole');
    if (hole === undefined) throw new Error('the hole is not on the list');
    expect(missingPermissions(stageResources('prod', parts, plant(hole)))).toHaveLength(1);
  });
});

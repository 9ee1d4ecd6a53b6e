import type { Resource } from '#local/runtime/assembly/resources.ts';
import { byRole, byService, type Edge, edges, onBehalfOf } from './edge.ts';
import { functionCalls } from './function-calls.ts';
import { keyOf } from './keys.ts';
import { logDelivery, machineCalls } from './machine-calls.ts';
import { account, region, type StageResources } from './stage-resources.ts';

type Calls = (from: Resource, stage: StageResources) => Edge[];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
const alarmCalls: Calls = (from, stage) => {
  const {
    AlarmActions = [],
    OKActions = [],
    InsufficientDataActions = [],
  } = from.properties as Record<string, string[]>;
  const caller = byService('cloudwatch');
  const context = onBehalfOf(from.arn);
  return [...new Set([...AlarmActions, ...OKActions, ...InsufficientDataActions])].flatMap((arn) => {
    const topic = stage.named(arn);
    return [
      ...edges({ from, to: topic, caller, actions: ['sns:Publish'], context }),
      ...keyOf(topic, stage).flatMap((to) =>
        edges({ from, to, caller, actions: ['kms:GenerateDataKey', 'kms:Decrypt'], context }),
      ),
    ];
  });
};

/** Mail needs no policy; whoever has the address confirms the subscription. */
const subscriptionCalls: Calls = (from, stage) => {
  const { Protocol, TopicArn } = from.properties;
  stage.named(String(TopicArn));
  if (Protocol === 'email' || Protocol === 'https') return [];
  throw new Error(`${from.logicalId} delivers by ${String(Protocol)}, for which no call is listed here`);
};

const startActions: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'lambda:InvokeFunction',
  'AWS::StepFunctions::StateMachine': 'states:StartExecution',
};

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
const scheduleCalls: Calls = (from, stage) => {
  const { GroupName = 'default', Target } = from.properties as {
    GroupName?: string;
    Target: { Arn: string; RoleArn: string; DeadLetterConfig?: { Arn: string } };
  };
  const target = stage.named(Target.Arn);
  const action = startActions[target.type];
  if (action === undefined) throw new Error(`${from.name} starts a ${target.type}, for which no call is listed here`);
  const caller = byRole(Target.RoleArn);
  const group = `arn:aws:scheduler:${region}:${account}:schedule-group/${GroupName}`;
  return [
    ...edges({
      from,
      to: stage.named(Target.RoleArn),
      caller: byService('scheduler'),
      actions: ['sts:AssumeRole'],
      context: onBehalfOf(group),
    }),
    ...edges({ from, to: target, caller, actions: [action] }),
    ...(Target.DeadLetterConfig === undefined
      ? []
      : edges({ from, to: stage.named(Target.DeadLetterConfig.Arn), caller, actions: ['sqs:SendMessage'] })),
  ];
};

const functionIn = (uri: unknown): string => /arn:aws:lambda:[^/]+/.exec(String(uri))?.[0] ?? String(uri);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
const integrationCalls: Calls = (from, stage) => {
  const { ApiId, IntegrationUri } = from.properties;
  const stages = stage.resources
    .ofType('AWS::ApiGatewayV2::Stage')
    .filter(({ properties }) => properties['ApiId'] === ApiId);
  const routes = stage.resources
    .ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => properties['Target'] === `integrations/${from.name}`);
  if (routes.length === 0 || stages.length === 0) throw new Error(`${from.logicalId} is behind no route of a stage`);
  return routes.flatMap(({ properties }) =>
    stages.flatMap(({ properties: { StageName } }) => {
      const key = String(properties['RouteKey']);
      const place = key === '$default' ? key : key.replace(' ', '');
      const source = `arn:aws:execute-api:${region}:${account}:${String(ApiId)}/${String(StageName)}/${place}`;
      const to = stage.named(functionIn(IntegrationUri));
      return edges({
        from,
        to,
        caller: byService('apigateway'),
        actions: ['lambda:InvokeFunction'],
        context: onBehalfOf(source),
      }).map((edge) => ({ ...edge, name: `route ${key} → function ${to.name}` }));
    }),
  );
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
const authorizerCalls: Calls = (from, stage) => {
  const { ApiId, AuthorizerUri } = from.properties;
  return edges({
    from,
    to: stage.named(functionIn(AuthorizerUri)),
    caller: byService('apigateway'),
    actions: ['lambda:InvokeFunction'],
    context: onBehalfOf(`arn:aws:execute-api:${region}:${account}:${String(ApiId)}/authorizers/${from.name}`),
  });
};

const stageCalls: Calls = (from, stage) => {
  const { AccessLogSettings } = from.properties as { AccessLogSettings?: { DestinationArn: string } };
  return AccessLogSettings === undefined ? [] : logDelivery(from, AccessLogSettings.DestinationArn, stage);
};

/** The calls of each type that makes any. */
export const callsByType: Readonly<Record<string, Calls>> = {
  'AWS::ApiGatewayV2::Authorizer': authorizerCalls,
  'AWS::ApiGatewayV2::Integration': integrationCalls,
  'AWS::ApiGatewayV2::Stage': stageCalls,
  'AWS::CloudWatch::Alarm': alarmCalls,
  'AWS::Lambda::Function': functionCalls,
  'AWS::SNS::Subscription': subscriptionCalls,
  'AWS::Scheduler::Schedule': scheduleCalls,
  'AWS::StepFunctions::StateMachine': machineCalls,
};

/** Types that call nobody. A type on neither list fails the test. */
export const silentTypes: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Route',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::Secret',
]);

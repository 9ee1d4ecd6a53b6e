import { createHash } from 'node:crypto';

/** The account, region and addresses that the local deployment stands for. */
export interface DeploymentTarget {
  readonly account: string;
  readonly region: string;
  readonly apiOrigin: (logicalId: string) => string;
}

interface Named {
  readonly type: string;
  readonly stack: string;
  readonly logicalId: string;
}

/** The property with the physical name of a resource, by type. */
export const nameProperties: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** Secrets Manager adds six random characters to every ARN. Here they are derived from the name. */
export const secretArn = ({ region, account }: DeploymentTarget, name: string): string =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;

export const functionArn = ({ region, account }: DeploymentTarget, name: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

const arns: Readonly<Record<string, (deployment: DeploymentTarget, name: string) => string>> = {
  'AWS::CloudWatch::Alarm': (p, n) => `arn:aws:cloudwatch:${p.region}:${p.account}:alarm:${n}`,
  'AWS::Cognito::UserPool': (p, n) => `arn:aws:cognito-idp:${p.region}:${p.account}:userpool/${n}`,
  'AWS::CloudWatch::CompositeAlarm': (p, n) => `arn:aws:cloudwatch:${p.region}:${p.account}:alarm:${n}`,
  'AWS::DynamoDB::GlobalTable': (p, n) => `arn:aws:dynamodb:${p.region}:${p.account}:table/${n}`,
  'AWS::DynamoDB::Table': (p, n) => `arn:aws:dynamodb:${p.region}:${p.account}:table/${n}`,
  'AWS::Events::EventBus': (p, n) => `arn:aws:events:${p.region}:${p.account}:event-bus/${n}`,
  'AWS::Events::Rule': (p, n) => `arn:aws:events:${p.region}:${p.account}:rule/${n}`,
  'AWS::IAM::Role': (p, n) => `arn:aws:iam::${p.account}:role/${n}`,
  'AWS::KMS::Key': (p, n) => `arn:aws:kms:${p.region}:${p.account}:key/${n}`,
  'AWS::Lambda::Function': functionArn,
  'AWS::Logs::LogGroup': (p, n) => `arn:aws:logs:${p.region}:${p.account}:log-group:${n}:*`,
  'AWS::Scheduler::Schedule': (p, n) => `arn:aws:scheduler:${p.region}:${p.account}:schedule/default/${n}`,
  'AWS::SecretsManager::Secret': secretArn,
  'AWS::SNS::Topic': (p, n) => `arn:aws:sns:${p.region}:${p.account}:${n}`,
  'AWS::SQS::Queue': (p, n) => `arn:aws:sqs:${p.region}:${p.account}:${n}`,
  'AWS::StepFunctions::StateMachine': (p, n) => `arn:aws:states:${p.region}:${p.account}:stateMachine:${n}`,
};

/** Types whose `Ref` is the ARN. For all others it is the name. */
const refIsArn = new Set([
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Topic',
  'AWS::StepFunctions::StateMachine',
  'AWS::Lambda::Version',
]);

/**
 * The name as CloudFormation generates it from stack and logical id, but without the random suffix, so that it stays
 * the same.
 */
export const physicalName = (resource: Named, properties: Readonly<Record<string, unknown>>): string => {
  const given = properties[nameProperties[resource.type] ?? ''];
  return typeof given === 'string' ? given : `${resource.stack}-${resource.logicalId}`;
};

export const arnOf = (deployment: DeploymentTarget, resource: Named, name: string): string =>
  arns[resource.type]?.(deployment, name) ??
  `arn:aws:${resource.type.split('::')[1]?.toLowerCase() ?? 'unknown'}:${deployment.region}:${deployment.account}:${name}`;

export const refOf = (deployment: DeploymentTarget, resource: Named, name: string): string =>
  refIsArn.has(resource.type) ? arnOf(deployment, resource, name) : name;

/** The value of `Fn::GetAtt`; undefined for an attribute that the runtime does not support. */
export const attributeOf = (
  deployment: DeploymentTarget,
  resource: Named,
  name: string,
  attribute: string,
): string | undefined => {
  if (['Arn', 'TopicArn', 'RuleArn', 'StateMachineArn'].includes(attribute)) return arnOf(deployment, resource, name);
  if (['Name', 'TopicName', 'QueueName'].includes(attribute)) return name;
  if (attribute === 'ApiEndpoint') return deployment.apiOrigin(resource.logicalId);
  if (['ApiId', 'Id', 'AuthorizerId', 'Ref'].includes(attribute)) return name;
  if (resource.type.startsWith('AWS::Cognito::')) return `${name}.${attribute}`;
  return undefined;
};

import type { Resource } from '#local/runtime/assembly/resources.ts';
import type { Access, Directory } from '#shared/contract/function-contract.ts';
import type { Environment } from '#shared/contract/function-environment.ts';
import { byRole, byService, type Edge, edges } from './edge.ts';
import { keyOf } from './keys.ts';
import { account, region, type StageResources } from './stage-resources.ts';

/**
 * The action of IAM for each command that a function sends. A test compares the list with the source.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const actionOfCommand: Readonly<Record<string, string>> = {
  AdminCreateUserCommand: 'cognito-idp:AdminCreateUser',
  AdminDeleteUserCommand: 'cognito-idp:AdminDeleteUser',
  CreateLogStreamCommand: 'logs:CreateLogStream',
  CreateSecretCommand: 'secretsmanager:CreateSecret',
  DeleteSecretCommand: 'secretsmanager:DeleteSecret',
  GetLogEventsCommand: 'logs:GetLogEvents',
  GetSecretValueCommand: 'secretsmanager:GetSecretValue',
  PublishCommand: 'sns:Publish',
  PutEventsCommand: 'events:PutEvents',
  PutLogEventsCommand: 'logs:PutLogEvents',
  PutSecretValueCommand: 'secretsmanager:PutSecretValue',
  StartExecutionCommand: 'states:StartExecution',
};

/** Commands of the table, whose actions depend on the items: the contract declares them. */
export const tableCommands: ReadonlySet<string> = new Set(['QueryCommand', 'TransactWriteCommand']);

/** What a function reaches by each variable. `nothing`: the value is no address of AWS. */
export const reachedBy: Readonly<Record<keyof Environment, keyof Access | 'nothing'>> = {
  STAGE: 'nothing',
  TABLE_NAME: 'table',
  CREDENTIALS_PREFIX: 'credentials',
  CURSOR_KEY_ID: 'keys',
  AUDIT_ANCHOR_KEY_ID: 'keys',
  CONSENT_KEY_ID: 'keys',
  AUDIT_ANCHOR_LOG_GROUP: 'anchors',
  ALARM_TOPIC_ARN: 'announces',
  USER_POOL_ID: 'userPool',
  OIDC_ISSUER: 'nothing',
  OIDC_CLIENT_IDS: 'nothing',
  OIDC_ASSISTANT_CLIENT_ID: 'nothing',
  INVITATIONS_PER_DAY: 'nothing',
  BOOK_SYNC_ARN: 'starts',
  TENANT_POSTURE_ARN: 'starts',
  TENANT_COMMUNICATIONS_ARN: 'starts',
  LICENSE_INACTIVE_DAYS: 'nothing',
  CORS_ORIGINS: 'nothing',
};

const reads = ['dynamodb:GetItem', 'dynamodb:Query'];
const writes = [
  ...reads,
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
];

/** One partition key of each kind. */
const directoryKeys: Readonly<Record<Directory, string>> = {
  msps: 'DIRECTORY#MSPS',
  identities: 'DIRECTORY#IDENTITIES#ada@msp.example',
  tokens: 'DIRECTORY#TOKENS#abc',
  'due-connections': 'DIRECTORY#DUE#posture',
  'credential-expiry': 'DIRECTORY#EXPIRY',
};

interface FunctionParts {
  readonly from: Resource;
  readonly access: Access;
  readonly variables: Readonly<Record<string, string>>;
  readonly stage: StageResources;
}

const roleOf = (from: Resource) => byRole(from.properties['Role']);

const tableCalls = ({ from, access, variables, stage }: FunctionParts): Edge[] => {
  const table = stage.resources.ofType('AWS::DynamoDB::Table').find(({ name }) => name === variables['TABLE_NAME']);
  if (table === undefined) return [];
  const on = (actions: readonly string[], key: string): Edge[] =>
    edges({ from, to: table, caller: roleOf(from), actions, context: { 'dynamodb:leadingkeys': [key] } });
  return [
    ...(access.table === undefined ? [] : on(access.table === 'write' ? writes : reads, 'MSP#msp_1')),
    ...(access.directories ?? []).flatMap((directory) => on(writes, directoryKeys[directory])),
    ...(access.readsDirectories ?? []).flatMap((directory) => on(reads, directoryKeys[directory])),
    ...(access.audit === undefined
      ? []
      : ['AUDIT#msp_1', 'AUDITHEAD#msp_1'].flatMap((key) =>
          on(access.audit === 'append' ? [...reads, 'dynamodb:PutItem'] : reads, key),
        )),
  ];
};

const credentialActions = {
  read: ['secretsmanager:GetSecretValue'],
  remove: ['secretsmanager:DeleteSecret'],
  write: ['GetSecretValue', 'CreateSecret', 'PutSecretValue', 'DeleteSecret'].map((name) => `secretsmanager:${name}`),
} as const satisfies Record<NonNullable<Access['credentials']>, readonly string[]>;

const secretCalls = ({ from, access, variables, stage }: FunctionParts): Edge[] => {
  const caller = roleOf(from);
  const keys = stage.resources
    .ofType('AWS::SecretsManager::Secret')
    .filter(({ name }) => Object.values(variables).includes(name))
    .flatMap((to) => edges({ from, to, caller, actions: credentialActions.read }));
  const prefix = variables['CREDENTIALS_PREFIX'];
  if (access.credentials === undefined || prefix === undefined) return keys;
  // Secrets Manager adds six characters to the name.
  const resource = `arn:aws:secretsmanager:${region}:${account}:secret:${prefix}msp_1/con_1-AbCdEf`;
  const to = 'the secrets of connections';
  return [...keys, ...edges({ from, to, caller, actions: credentialActions[access.credentials], resource })];
};

const anchorCalls = ({ from, access, variables, stage }: FunctionParts): Edge[] => {
  if (access.anchors === undefined) return [];
  const group = stage.resources
    .ofType('AWS::Logs::LogGroup')
    .filter(({ name }) => name === variables['AUDIT_ANCHOR_LOG_GROUP']);
  const actions = access.anchors === 'write' ? ['logs:CreateLogStream', 'logs:PutLogEvents'] : ['logs:GetLogEvents'];
  return group.flatMap((to) => edges({ from, to, caller: roleOf(from), actions, resource: streamOf(to) }));
};

const streamOf = ({ arn }: Resource): string => arn.replace(/\*$/, 'log-stream:msp_1');

const announcingCalls = ({ from, access, variables, stage }: FunctionParts): Edge[] => {
  const caller = roleOf(from);
  const bus = `arn:aws:events:${region}:${account}:event-bus/default`;
  const events = edges({ from, to: 'the default event bus', caller, actions: ['events:PutEvents'], resource: bus });
  if (access.announces !== true) return access.publishes === true ? events : [];
  const topic = stage.named(variables['ALARM_TOPIC_ARN'] ?? '');
  return [
    ...events,
    ...edges({ from, to: topic, caller, actions: ['sns:Publish'] }),
    ...keyOf(topic, stage).flatMap((to) =>
      edges({ from, to, caller, actions: ['kms:GenerateDataKey', 'kms:Decrypt'] }),
    ),
  ];
};

const otherCalls = ({ from, access, variables, stage }: FunctionParts): Edge[] => {
  const caller = roleOf(from);
  const machines = ['BOOK_SYNC_ARN', 'TENANT_POSTURE_ARN', 'TENANT_COMMUNICATIONS_ARN'].flatMap((name) =>
    variables[name] === undefined
      ? []
      : edges({ from, to: stage.named(variables[name]), caller, actions: ['states:StartExecution'] }),
  );
  if (access.userPool === undefined) return machines;
  const action = access.userPool === 'invite' ? 'cognito-idp:AdminCreateUser' : 'cognito-idp:AdminDeleteUser';
  return [
    ...machines,
    ...stage.resources
      .ofType('AWS::Cognito::UserPool')
      .filter(({ name }) => name === variables['USER_POOL_ID'])
      .flatMap((to) => edges({ from, to, caller, actions: [action] })),
  ];
};

/** What Lambda does for every function, and what the function itself calls. */
export const functionCalls = (from: Resource, stage: StageResources): Edge[] => {
  // The runtime parses functions in the same way.
  const { Role, LoggingConfig, TracingConfig, DeadLetterConfig, Environment } = from.properties as {
    Role: string;
    LoggingConfig?: { LogGroup?: string };
    TracingConfig?: { Mode: string };
    DeadLetterConfig?: { TargetArn: string };
    Environment?: { Variables?: Record<string, string> };
  };
  const caller = byRole(Role);
  const access = stage.accessOf.get(from.name);
  if (access === undefined) throw new Error(`${from.name} has no contract`);
  const ofFunction = { from, access, variables: Environment?.Variables ?? {}, stage };
  return [
    ...edges({ from, to: stage.named(Role), caller: byService('lambda'), actions: ['sts:AssumeRole'] }),
    ...stage.resources
      .ofType('AWS::Logs::LogGroup')
      .filter(({ name }) => name === LoggingConfig?.LogGroup)
      .flatMap((to) =>
        edges({ from, to, caller, actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: streamOf(to) }),
      ),
    ...(TracingConfig?.Mode === 'Active'
      ? edges({ from, to: 'X-Ray', caller, actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] })
      : []),
    ...(DeadLetterConfig === undefined
      ? []
      : edges({ from, to: stage.named(DeadLetterConfig.TargetArn), caller, actions: ['sqs:SendMessage'] })),
    ...tableCalls(ofFunction),
    ...secretCalls(ofFunction),
    ...anchorCalls(ofFunction),
    ...announcingCalls(ofFunction),
    ...otherCalls(ofFunction),
  ];
};

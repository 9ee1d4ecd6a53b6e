import { ArnFormat, type Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Access, Directory } from '#shared/contract/function-contract.ts';
import { tableShape } from '#shared/store/table-shape.ts';
import { machineArn, topicArn } from '../environment-values.ts';
import type { Names } from '../names.ts';
import type { StageContext } from '../stage-context.ts';

/** Without batch operations, which no store uses and which would be a second way to put and delete. */
const read = ['dynamodb:GetItem', 'dynamodb:Query'];
const write = [
  ...read,
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
];

const directoryKeys: Record<Directory, readonly string[]> = {
  msps: ['DIRECTORY#MSPS'],
  identities: ['DIRECTORY#IDENTITIES#*'],
  tokens: ['DIRECTORY#TOKENS#*'],
  'due-connections': ['DIRECTORY#DUE#*'],
  'credential-expiry': ['DIRECTORY#EXPIRY'],
};

/**
 * The least policy that allows what the contract of a function declares. Partition keys are part of it: `MSP#…` matches
 * neither a directory nor the audit log.
 */
export const accessStatements = (
  access: Access,
  stack: Stack,
  { names, signIn }: Pick<StageContext, 'names' | 'signIn'>,
): PolicyStatement[] => [
  ...tableStatements(access, stack, names),
  ...secretStatements(access, stack, names),
  ...anchorStatements(access, stack, names),
  ...announcingStatements(access, stack, names),
  ...peopleStatements(access, signIn),
  ...(access.starts ?? []).map(
    (machine) =>
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [machineArn(stack, names, machine)] }),
  ),
];

const tableStatements = (access: Access, stack: Stack, names: Names): PolicyStatement[] => {
  const table = stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: names.table });
  const resources = [table, `${table}/index/${tableShape.worstFirst.indexName}`];
  const allow = (actions: readonly string[], keys: readonly string[]) =>
    new PolicyStatement({
      actions: [...actions],
      resources,
      // A request without keys also satisfies this, but every action above names its keys, and Scan is not included.
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
    });

  const statements: PolicyStatement[] = [];
  if (access.table !== undefined) statements.push(allow(access.table === 'write' ? write : read, ['MSP#*']));
  const directories = (access.directories ?? []).flatMap((directory) => directoryKeys[directory]);
  if (directories.length > 0) statements.push(allow(write, directories));
  const readDirectories = (access.readsDirectories ?? []).flatMap((directory) => directoryKeys[directory]);
  if (readDirectories.length > 0) statements.push(allow(read, readDirectories));
  if (access.audit !== undefined) statements.push(allow(read, ['AUDIT#*', 'AUDITHEAD#*']));
  if (access.audit === 'append') {
    statements.push(allow(['dynamodb:PutItem'], ['AUDIT#*', 'AUDITHEAD#*']));
    statements.push(allow([...read, 'dynamodb:PutItem', 'dynamodb:DeleteItem'], ['AUDITOPEN#*', 'AUDITWAITING#*']));
  }
  return statements.length === 0 ? [] : [...statements, ...neverOnTheTable(table)];
};

/** The denials of every role with access to the table, whatever it is granted: no change of audit rows, no Scan. */
const neverOnTheTable = (table: string): PolicyStatement[] => [
  new PolicyStatement({
    sid: 'AuditRowsStay',
    effect: Effect.DENY,
    actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
    resources: [table],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] } },
  }),
  new PolicyStatement({
    sid: 'NoWayAroundKeys',
    effect: Effect.DENY,
    actions: [
      'dynamodb:Scan',
      'dynamodb:PartiQLSelect',
      'dynamodb:PartiQLInsert',
      'dynamodb:PartiQLUpdate',
      'dynamodb:PartiQLDelete',
    ],
    resources: [table, `${table}/index/*`],
  }),
];

const secretStatements = (access: Access, stack: Stack, names: Names): PolicyStatement[] => {
  const below = (name: string) =>
    stack.formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const statements: PolicyStatement[] = [];
  if (access.credentials !== undefined) {
    statements.push(
      new PolicyStatement({
        actions: credentialActions[access.credentials],
        resources: [below(`${names.credentialsPrefix}*`)],
      }),
    );
  }
  for (const key of access.keys ?? []) {
    // Secrets Manager appends a hyphen and six characters to a name.
    statements.push(new PolicyStatement({ actions: readSecret, resources: [below(`${names.key(key)}-??????`)] }));
  }
  return statements;
};

/** No role may delete a group or a stream, or change a retention: an anchor exists as long as the group keeps it. */
const anchorStatements = ({ anchors }: Access, stack: Stack, names: Names): PolicyStatement[] => {
  if (anchors === undefined) return [];
  const actions = anchors === 'write' ? ['logs:CreateLogStream', 'logs:PutLogEvents'] : ['logs:GetLogEvents'];
  const group = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: `${names.auditAnchors}:*`,
  });
  return [new PolicyStatement({ actions, resources: [group] })];
};

/** The key of the topic has no name to grant it by; the operations stack, which creates it, grants it. */
const announcingStatements = ({ announces, publishes }: Access, stack: Stack, names: Names): PolicyStatement[] => {
  const bus = stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
  const toPeople = new PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn(stack, names)] });
  const toPrograms = new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] });
  if (announces === true) return [toPeople, toPrograms];
  return publishes === true ? [toPrograms] : [];
};

const peopleStatements = ({ userPool }: Access, signIn: StageContext['signIn']): PolicyStatement[] => {
  if (userPool === undefined || signIn === undefined) return [];
  const actions = [userPool === 'invite' ? 'cognito-idp:AdminCreateUser' : 'cognito-idp:AdminDeleteUser'];
  return [new PolicyStatement({ actions, resources: [signIn.userPoolArn] })];
};

const readSecret = ['secretsmanager:GetSecretValue'];
const removeSecret = ['secretsmanager:DeleteSecret'];
const credentialActions: Readonly<Record<NonNullable<Access['credentials']>, string[]>> = {
  read: readSecret,
  remove: removeSecret,
  write: [...readSecret, 'secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', ...removeSecret],
};

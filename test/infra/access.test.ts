import { describe, expect, it } from 'vitest';
import { iamRolesOf, type RoleStatement } from '#infra/iam-roles.ts';
import { rolesPageOf } from '#local/docs/roles-page.ts';
import { surfaceContract } from '#shared/collecting/surface-contract.ts';
import type { Access } from '#shared/contract/function-contract.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { readProjectFile } from '#test/support/project-files.ts';
import { synthesize } from './synthesized.ts';

const stack = await synthesize('prod');
const statementsOf = new Map(iamRolesOf(stack.resources).map(({ holder, statements }) => [holder, statements]));

const named = (type: string, property: string) =>
  stack.ofType(type).map(([, { Properties }]) => ({
    name: String(Properties[property]).replace('vectis-prod-', ''),
    statements: statementsOf.get(String(Properties[property])) ?? [],
  }));
const functions = named('AWS::Lambda::Function', 'FunctionName');

const declared = new Map<string, Access>([
  ...surfaces.map(({ id }): [string, Access] => [`surface-${id}`, surfaceContract.access]),
  ...[...stack.parts.sync, ...stack.parts.operations].map(({ name, contract }): [string, Access] => [
    name,
    contract.access,
  ]),
  ...stack.parts.api.map(({ name, contract }): [string, Access] => [`api-${name}`, contract.access]),
]);

/** Nobody waits for the answer of these: what they could not do goes to a queue. */
const onSchedule = new Set(
  stack.parts.operations.filter(({ contract }) => contract.everyMinutes !== undefined).map(({ name }) => name),
);

const reading = ['GetItem', 'Query'];
const writing = [...reading, 'ConditionCheckItem', 'DeleteItem', 'PutItem', 'UpdateItem'];
const keysOfDirectory = {
  msps: 'DIRECTORY#MSPS',
  identities: 'DIRECTORY#IDENTITIES#*',
  tokens: 'DIRECTORY#TOKENS#*',
  'due-connections': 'DIRECTORY#DUE#*',
  'credential-expiry': 'DIRECTORY#EXPIRY',
};

/** What a contract asks of the table, as `action on key`. */
const asked = ({ table, directories = [], readsDirectories = [], audit }: Access): string[] => {
  const on = (actions: readonly string[], keys: readonly string[]) =>
    actions.flatMap((action) => keys.map((key) => `${action} on ${key}`));
  return [
    ...(table === undefined ? [] : on(table === 'write' ? writing : reading, ['MSP#*'])),
    ...on(
      writing,
      directories.map((directory) => keysOfDirectory[directory]),
    ),
    ...on(
      reading,
      readsDirectories.map((directory) => keysOfDirectory[directory]),
    ),
    ...(audit === undefined
      ? []
      : on(audit === 'append' ? [...reading, 'PutItem'] : reading, ['AUDIT#*', 'AUDITHEAD#*'])),
    ...(audit === 'append' ? on([...reading, 'PutItem', 'DeleteItem'], ['AUDITOPEN#*', 'AUDITWAITING#*']) : []),
  ].toSorted();
};

const granted = (statements: readonly RoleStatement[]): string[] =>
  statements
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => action.startsWith('dynamodb:')))
    .flatMap(({ actions, keys }) =>
      actions.flatMap((action) =>
        (keys.length > 0 ? keys : ['anything']).map((key) => `${action.replace('dynamodb:', '')} on ${key}`),
      ),
    )
    .toSorted();

describe('a function', () => {
  it('has a contract that says what it may do, each of them', () => {
    expect(functions.map(({ name }) => name).toSorted()).toEqual([...declared.keys()].toSorted());
  });

  it.each(functions)(
    '$name may do on the table what its contract asks, on those partitions',
    ({ name, statements }) => {
      expect(granted(statements)).toEqual([...new Set(asked(declared.get(name) ?? {}))].toSorted());
    },
  );

  it.each(functions)(
    '$name may do nothing else but what its contract asks, log, trace, and keep what it could not do',
    ({ name, statements }) => {
      const access = declared.get(name) ?? {};
      const others = statements
        .filter(({ effect }) => effect === 'Allow')
        .flatMap(({ actions }) => actions)
        .filter((action) => !action.startsWith('dynamodb:'));
      const allowed = [
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
        ...(['read', 'write'].includes(access.credentials ?? '') || access.keys !== undefined
          ? ['secretsmanager:GetSecretValue']
          : []),
        ...(access.credentials === 'remove' ? ['secretsmanager:DeleteSecret'] : []),
        ...(access.credentials === 'write'
          ? ['CreateSecret', 'DeleteSecret', 'PutSecretValue'].map((action) => `secretsmanager:${action}`)
          : []),
        ...(access.anchors === 'read' ? ['logs:GetLogEvents'] : []),
        ...(access.starts === undefined ? [] : ['states:StartExecution']),
        ...(access.announces === undefined
          ? []
          : ['events:PutEvents', 'kms:Decrypt', 'kms:GenerateDataKey', 'sns:Publish']),
        ...(access.publishes === undefined ? [] : ['events:PutEvents']),
        ...(access.userPool === undefined
          ? []
          : [access.userPool === 'invite' ? 'cognito-idp:AdminCreateUser' : 'cognito-idp:AdminDeleteUser']),
        ...(onSchedule.has(name) ? ['sqs:SendMessage'] : []),
      ];
      expect([...new Set(others)].toSorted()).toEqual(allowed.toSorted());
    },
  );

  it.each(functions)('$name names what it touches: a bare * is for traces alone', ({ statements }) => {
    for (const { actions, resources } of statements.filter(({ resources }) => resources.includes('*'))) {
      expect(resources).toEqual(['*']);
      expect(actions.every((action) => action.startsWith('xray:'))).toBe(true);
    }
  });

  it.each(functions.filter(({ statements }) => granted(statements).length > 0))(
    '$name is denied changing an audit row, scanning, and PartiQL',
    ({ statements }) => {
      const denied = statements.filter(({ effect }) => effect === 'Deny');
      const actionsOn = (key: string | undefined) =>
        denied.filter(({ keys }) => keys[0] === key).flatMap(({ actions }) => actions);
      expect(actionsOn('AUDIT#*')).toEqual(
        expect.arrayContaining(['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']),
      );
      expect(actionsOn(undefined)).toEqual(
        expect.arrayContaining([
          'dynamodb:Scan',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLSelect',
        ]),
      );
    },
  );

  it('that scans for credentials that end is the only one that tells people', () => {
    const telling = functions.filter(({ statements }) =>
      statements.some(({ actions }) => actions.includes('sns:Publish')),
    );
    expect(telling.map(({ name }) => name)).toEqual(['scan-secret-expiry']);
    const resources = telling
      .flatMap(({ statements }) => statements)
      .filter(({ actions }) => /^(sns|events):/.test(actions[0] ?? ''))
      .flatMap((statement) => statement.resources);
    expect(resources.map((resource) => resource.split(':').at(-1))).toEqual([
      'vectis-prod-alarms',
      'event-bus/default',
    ]);
  });

  it('that anchors the audit log is the only one that may put an anchor, and may read none', () => {
    const withAnchors = functions.flatMap(({ name, statements }) =>
      statements
        .filter(({ resources }) => resources.some((resource) => resource.includes('/audit-anchors')))
        .map(({ effect, actions }) => ({ name, effect, actions })),
    );
    expect(withAnchors.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'anchor-audit', effect: 'Allow', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
      { name: 'api-audit', effect: 'Allow', actions: ['logs:GetLogEvents'] },
    ]);
  });

  it.each(functions)('$name reaches the secrets of its stage alone', ({ statements }) => {
    const secrets = statements
      .filter(({ actions }) => actions.some((action) => action.startsWith('secretsmanager:')))
      .flatMap(({ resources }) => resources);
    for (const secret of secrets)
      expect(secret).toMatch(/:secret:prod\/(connections\/\*|keys\/(cursor|audit-anchor|consent)-\?{6})$/);
  });
});

describe('a state machine', () => {
  const machines = named('AWS::StepFunctions::StateMachine', 'StateMachineName');

  it.each(machines)('$name calls functions and starts machines by name, and touches no data', ({ statements }) => {
    for (const { actions, resources } of statements) {
      expect(actions.join()).not.toMatch(/dynamodb:|secretsmanager:|s3:|\*/);
      if (actions.some((action) => /^(lambda|states):/.test(action))) {
        for (const resource of resources)
          expect(resource).toMatch(/vectis-prod-(surface-\*|[a-z-]+(:\*)?)$|^<\w+\.Arn>$/);
      }
    }
  });
});

describe('the whole stack', () => {
  it('uses no policy that AWS manages, and allows no action by wildcard', () => {
    for (const [, { Properties }] of stack.ofType('AWS::IAM::Role'))
      expect(Properties.ManagedPolicyArns ?? []).toEqual([]);
    const allowed = [...statementsOf.values()]
      .flat()
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions }) => actions);
    expect(allowed.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('has a page that lists every role, as it is; if not, run npm run docs:generate', () => {
    expect(readProjectFile('docs/generated/roles.md')).toBe(rolesPageOf(stack.resources));
    expect(statementsOf.size).toBeGreaterThan(functions.length);
    for (const holder of statementsOf.keys()) expect(readProjectFile('docs/generated/roles.md')).toContain(holder);
  });

  it('hands credentials to those who read Microsoft, and lets those who connect alone write them', () => {
    const holding = (action: string) =>
      functions
        .filter(({ statements }) =>
          statements.some(
            ({ actions, resources }) =>
              actions.includes(`secretsmanager:${action}`) && resources.some((on) => on.endsWith('prod/connections/*')),
          ),
        )
        .map(({ name }) => name.replace(/^surface-.*/, 'surface-*'));
    const unique = (names: readonly string[]) => [...new Set(names)].toSorted();
    expect(unique(holding('PutSecretValue'))).toEqual(['api-connections', 'api-publisher-app']);
    expect(unique(holding('DeleteSecret'))).toEqual([
      ...['api-connections', 'api-erasures', 'api-publisher-app', 'remove-msp'],
    ]);
    expect(unique(holding('GetSecretValue'))).toEqual([
      ...['api-communications', 'api-connection-tests', 'api-connections', 'api-consent', 'api-publisher-app'],
      ...['plan-tenant', 'probe-mailbox', 'surface-*'],
    ]);
  });

  it('hands each of our own keys to its users alone', () => {
    const users = (key: string) =>
      functions
        .filter(({ statements }) =>
          statements.some(({ resources }) => resources.some((on) => on.includes(`/keys/${key}-`))),
        )
        .map(({ name }) => name);
    const wanted = (key: string) =>
      [...declared].filter(([, { keys = [] }]) => keys.some((each) => each === key)).map(([name]) => name);
    for (const key of ['cursor', 'audit-anchor', 'consent'])
      expect(users(key).toSorted()).toEqual(wanted(key).toSorted());
    expect(users('audit-anchor').toSorted()).toEqual(['anchor-audit', 'api-audit']);
    expect(users('consent')).toEqual(['api-consent']);
  });
});

import * as dynamodb from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { DeploymentTarget } from '../assembly/identity.ts';
import { ServiceException } from '../aws/service-exception.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { demandTask } from './demand-task.ts';
import { StateFailure } from './failures.ts';
import type { Integration } from './integration.ts';
import type { StateScope } from './state-scope.ts';

type Operations = Readonly<Record<string, (input: unknown) => Promise<object> | object>>;

export interface IntegrationServices {
  readonly pool: FunctionPool;
  readonly dynamodb: dynamodb.DynamoDBClient;
  readonly authorizer: Authorizer;
  /** ARNs of tables by name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly deployment: DeploymentTarget;
  /**
   * Operations of the local services. They are functions because the services are created later than the state
   * machines.
   */
  readonly operations: Readonly<Record<'sfn' | 'sns' | 'eventbridge', () => Operations>>;
}

const InvokeParameters = z.looseObject({
  FunctionName: z.string(),
  Payload: z.unknown().optional(),
  InvocationType: z.enum(['RequestResponse', 'Event']).default('RequestResponse'),
});

const StartParameters = z.looseObject({
  StateMachineArn: z.string(),
  Input: z.unknown().optional(),
  Name: z.string().optional(),
});

const changeFirstLetter = (value: unknown, change: (first: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((one) => changeFirstLetter(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [change(key.charAt(0)) + key.slice(1), changeFirstLetter(one, change)]),
  );
};

/** SDK integrations of Step Functions return field names in Pascal case and times as ISO text. */
const asIntegrationOutput = (output: object): unknown => {
  const dated = Object.entries(output).map(([key, value]) =>
    key.endsWith('Date') && typeof value === 'number' ? [key, new Date(value * 1000).toISOString()] : [key, value],
  );
  return changeFirstLetter(Object.fromEntries(dated), (first) => first.toUpperCase());
};

const prefixes = { sfn: 'Sfn', sns: 'Sns', eventbridge: 'EventBridge', states: 'StepFunctions' } as const;

/** Service exceptions are named `Service.NameException`. */
const asStateFailure = (thrown: unknown, prefix: string): unknown => {
  if (!(thrown instanceof ServiceException)) return thrown;
  const suffix = thrown.name.endsWith('Exception') ? '' : 'Exception';
  return new StateFailure(`${prefix}.${thrown.name}${suffix}`, thrown.message);
};

const call = async (operations: Operations, action: string, input: unknown, prefix: string): Promise<object> => {
  const operation = operations[action.charAt(0).toUpperCase() + action.slice(1)];
  if (operation === undefined) throw new StateFailure('States.Runtime', `${prefix} does not support ${action} here`);
  try {
    return await operation(input);
  } catch (thrown) {
    throw asStateFailure(thrown, prefix);
  }
};

type Command = ConstructorParameters<typeof dynamodb.GetItemCommand>;

const callDynamoDb = async (
  client: dynamodb.DynamoDBClient,
  { action, errorPrefix }: Extract<Integration, { is: 'dynamodb' }>,
  input: unknown,
): Promise<unknown> => {
  const name = `${action.charAt(0).toUpperCase()}${action.slice(1)}Command`;
  const CommandClass: unknown = Reflect.get(dynamodb, name);
  if (typeof CommandClass !== 'function') throw new StateFailure('States.Runtime', `DynamoDB has no ${action}`);
  try {
    // all commands are sent in the same way
    const command: dynamodb.GetItemCommand = Reflect.construct(CommandClass, [input] as unknown as Command);
    const { $metadata, ...output } = await client.send(command);
    return output;
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    const suffix = thrown.name.endsWith('Exception') ? '' : 'Exception';
    throw new StateFailure(`${errorPrefix}.${thrown.name}${suffix}`, thrown.message);
  }
};

const startExecution = async (operations: Operations, pattern: string, input: unknown): Promise<unknown> => {
  const { Input, ...rest } = StartParameters.parse(input);
  const text = typeof Input === 'string' ? Input : JSON.stringify(Input ?? {});
  const request = { stateMachineArn: rest.StateMachineArn, input: text, ...(rest.Name ? { name: rest.Name } : {}) };
  const started = await call(operations, 'StartExecution', request, prefixes.states);
  if (pattern === 'request') return asIntegrationOutput(started);
  const ended = z
    .looseObject({ status: z.string(), output: z.string().optional() })
    .parse(await call(operations, 'WaitForExecution', started, prefixes.states));
  const output = asIntegrationOutput(ended);
  if (ended.status !== 'SUCCEEDED') throw new StateFailure('States.TaskFailed', JSON.stringify(output));
  if (pattern === 'sync') return output;
  return { ...Object(output), Output: ended.output === undefined ? undefined : JSON.parse(ended.output) };
};

const invoke = async (pool: FunctionPool, input: unknown, onStart: () => void): Promise<unknown> => {
  const { FunctionName, Payload, InvocationType } = InvokeParameters.parse(input);
  if (InvocationType === 'Event') {
    void pool.invoke(FunctionName, Payload ?? {}).catch(() => {}); // asynchronous: the pool logs a failure
    onStart();
    return { StatusCode: 202 };
  }
  const answer = await pool.invoke(FunctionName, Payload ?? {}, { onStart });
  return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: answer };
};

/** Calls the integrations of Task states: this stack's functions, tables and services. */
export const integrationCaller =
  ({
    pool,
    dynamodb: client,
    operations,
    authorizer,
    tables,
    deployment,
  }: IntegrationServices): StateScope['callIntegration'] =>
  async (integration, input, _signal, onStart, roleArn) => {
    demandTask({ integration, input, roleArn, authorizer, pool, tables, deployment });
    if (integration.is === 'function') return pool.invoke(integration.arn, input, { onStart });
    if (integration.is === 'invoke') return invoke(pool, input, onStart);
    onStart();
    if (integration.is === 'dynamodb') return callDynamoDb(client, integration, input);
    if (integration.is === 'startExecution') return startExecution(operations.sfn(), integration.pattern, input);
    const { service, action } = integration;
    const given = service === 'sfn' ? changeFirstLetter(input, (first) => first.toLowerCase()) : input;
    const output = await call(operations[service](), action, given, prefixes[service]);
    return service === 'sfn' ? asIntegrationOutput(output) : output;
  };

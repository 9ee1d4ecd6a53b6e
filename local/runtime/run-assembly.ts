import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startApiServers } from './api-servers.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import { loadResources } from './assembly/resources.ts';
import { assemblyHandle } from './assembly-handle.ts';
import { authorizeRequests } from './aws/authorize-requests.ts';
import { cloudWatchLogsApi } from './aws/cloudwatch-logs-api.ts';
import { cognitoApi } from './aws/cognito-api.ts';
import { startEndpoint } from './aws/endpoint.ts';
import { eventBridgeApi } from './aws/event-bridge-api.ts';
import { SecretVault } from './aws/secret-vault.ts';
import { secretsManagerApi } from './aws/secrets-manager-api.ts';
import { type PublishedMessage, snsApi } from './aws/sns-api.ts';
import { stepFunctionsApi } from './aws/step-functions-api.ts';
import { createTemplateSecrets } from './aws/template-secrets.ts';
import { checkRoles } from './check-roles.ts';
import { checkTargets } from './check-targets.ts';
import { type ConcurrencyLimits, defaultLimits } from './concurrency-limits.ts';
import { prepareDataDirectory } from './data-directory.ts';
import { deploymentTargetOf } from './deployment-target.ts';
import { startDynamoDb } from './dynamodb/engine.ts';
import { createTables } from './dynamodb/tables.ts';
import { eventDelivery } from './event-delivery.ts';
import { functionDefinitions } from './functions/function-definitions.ts';
import { functionEnvironment } from './functions/worker-variables.ts';
import { FunctionPool } from './functions/function-pool.ts';
import { apisOf } from './http/apis.ts';
import { openControl } from './http/control.ts';
import { openGateway } from './http/gateway.ts';
import { openAuthorizer } from './iam/authorizer.ts';
import type { RunningAssembly } from './running-assembly.ts';
import { schedulesOf } from './schedules/schedule-definitions.ts';
import { Scheduler } from './schedules/scheduler.ts';
import { integrationCaller } from './states/call-integration.ts';
import { Executions } from './states/executions.ts';
import { machinesOf } from './states/machines.ts';
import { Teardown } from './teardown.ts';
import { alarmDefinitions } from './telemetry/alarm-definitions.ts';
import { type AlarmChange, AlarmEvaluator } from './telemetry/alarm-evaluator.ts';
import { type LogLine, LogStore } from './telemetry/log-store.ts';
import { MetricStore } from './telemetry/metric-store.ts';
import { notifyTopics } from './telemetry/notify-topics.ts';
import { RuntimeClock } from './time/runtime-clock.ts';

export interface AssemblySettings {
  /** The folder of the cloud assembly, as `cdk synth` writes it. */
  readonly directory: string;
  /** Values of the templates' parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Variables that every function gets in addition to its own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Shared with others that must agree on the time. When left out, a new clock at the machine's time. */
  readonly clock?: RuntimeClock;
  /** Port of the first HTTP API. 0, the default, takes a free port. */
  readonly port?: number;
  /** Folder for tables and secrets. They are kept in memory when left out. */
  readonly dataDir?: string;
  /** How much runs at the same time. What suits this machine when left out. */
  readonly limits?: ConcurrencyLimits;
  readonly onLogLine?: (line: LogLine) => void;
  readonly onAlarm?: (change: AlarmChange) => void;
  /** Called with the process id of the DynamoDB engine. */
  readonly onEngineStart?: (pid: number) => void;
  /** Called when the DynamoDB engine ends without being stopped: nothing works any more. */
  readonly onEngineFailure?: (error: Error) => void;
  /** Called for every message that a function publishes to a topic. */
  readonly onMessage?: (message: PublishedMessage) => void;
}

/** Runs a cloud assembly. The runtime knows no function, route or state machine by name. */
export const runAssembly = async (settings: AssemblySettings): Promise<RunningAssembly> => {
  const teardown = new Teardown();
  try {
    return await boot(settings, teardown);
  } catch (error) {
    await teardown.run();
    throw error;
  }
};

const boot = async (settings: AssemblySettings, teardown: Teardown): Promise<RunningAssembly> => {
  const { directory, parameters = {}, environment = {}, clock = new RuntimeClock(), port = 0, dataDir } = settings;
  const { limits = defaultLimits } = settings;
  const now = (): Date => clock.now();
  teardown.add(() => clock.stop());
  const assembly = readAssembly(directory);
  const apiServers = await startApiServers(assembly, port, teardown);
  const deployment = deploymentTargetOf(assembly, new Map([...apiServers].map(([id, { origin }]) => [id, origin])));
  const resources = loadResources(assembly, deployment, parameters);
  const definitions = functionDefinitions(resources, assembly.assets);
  const machines = machinesOf(resources);
  const apis = apisOf(resources);
  const schedules = schedulesOf(resources, clock.milliseconds());

  if (dataDir !== undefined) prepareDataDirectory(dataDir);
  const database = await startDynamoDb({
    dataDir,
    onStart: settings.onEngineStart,
    onFailure: settings.onEngineFailure,
  });
  teardown.add(database.stop);
  await createTables(resources, database.endpoint, deployment.region);
  const vault = new SecretVault(deployment, dataDir === undefined ? undefined : join(dataDir, 'secrets.json'));
  createTemplateSecrets(resources, vault, now);

  const metrics = new MetricStore(() => clock.milliseconds());
  const logs = new LogStore({ now, metrics, onLine: settings.onLogLine });
  const endpoints: Record<string, string> = { AWS_ENDPOINT_URL_DYNAMODB: database.endpoint };
  const pool = new FunctionPool({
    definitions,
    environment: (definition) => functionEnvironment(deployment, endpoints, environment)(definition),
    clock,
    logs,
    metrics,
    limits,
  });
  teardown.add(() => pool.stop());
  checkTargets({ apis, schedules, machines, pool });
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: deployment.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  teardown.add(() => client.destroy());

  const authorizer = openAuthorizer({
    resources,
    deployment,
    onRefusal: (message) => logs.output('iam', undefined, `AccessDenied: ${message}`),
  });
  checkRoles(resources, authorizer);
  const topics = snsApi({ resources, pool, authorizer, now, onMessage: settings.onMessage });
  const task = integrationCaller({
    pool,
    dynamodb: client,
    authorizer,
    deployment,
    tables: new Map(resources.ofType('AWS::DynamoDB::Table').map(({ name, arn }) => [name, arn])),
    operations: { sfn: () => sfn, sns: () => topics.operations, eventbridge: () => bus.operations },
  });
  const executions = new Executions({
    machines,
    clock,
    metrics,
    callIntegration: task,
    authorizer,
    childConcurrency: limits.childExecutions,
  });
  teardown.add(() => executions.stopAll());
  const sfn = stepFunctionsApi(executions);
  const deliver = eventDelivery({ executions, pool, metrics, authorizer, onDone: () => alarms.evaluateUntilNow() });
  const bus = eventBridgeApi({ resources, deployment, now, deliver });
  const groups = cloudWatchLogsApi(
    resources.ofType('AWS::Logs::LogGroup').map(({ name }) => name),
    now,
    dataDir === undefined ? undefined : join(dataDir, 'log-groups.jsonl'),
  );
  const endpoint = await startEndpoint({
    json: {
      AWSStepFunctions: sfn,
      secretsmanager: secretsManagerApi(vault, now),
      AWSEvents: bus.operations,
      Logs_20140328: groups.operations,
      AWSCognitoIdentityProviderService: cognitoApi(resources),
    },
    query: topics.operations,
    invoke: (functionName, payload) => pool.invoke(functionName, payload, { priority: 'nested' }),
    authorize: authorizeRequests({ definitions, authorizer, deployment }),
  });
  teardown.add(endpoint.stop);
  Object.assign(endpoints, {
    // The SDK prefixes the host of some operations with `sync-`. Names below `.localhost` still resolve to this
    // machine.
    AWS_ENDPOINT_URL_SFN: `http://aws.localhost:${endpoint.port}`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint.origin,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint.origin,
    AWS_ENDPOINT_URL_SNS: endpoint.origin,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint.origin,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint.origin,
    AWS_ENDPOINT_URL_LAMBDA: endpoint.origin,
  });

  const alarms = new AlarmEvaluator(alarmDefinitions(resources), metrics, clock, (change) => {
    notifyTopics(change, topics.publish, (sourceArn, topicArn) =>
      authorizer.allowsPublish({ service: 'cloudwatch', sourceArn }, topicArn),
    );
    settings.onAlarm?.(change);
  });
  teardown.add(() => alarms.stop());
  const scheduler = new Scheduler(schedules, clock, deliver);
  teardown.add(() => scheduler.stop());

  const running = assemblyHandle({
    apiServers,
    endpoints,
    definitions,
    machines,
    pool,
    executions,
    scheduler,
    clock,
    alarms,
    logs,
    groups,
    topics,
    bus,
    teardown,
  });
  for (const api of apis) {
    apiServers
      .get(api.logicalId)
      ?.serve(openGateway({ api, pool, metrics, authorizer, deployment, now }), openControl(running, metrics));
  }
  return running;
};

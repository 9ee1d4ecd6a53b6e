import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readAssembly } from './assembly/read-assembly.ts';
import { loadResources } from './assembly/resources.ts';
import { startEndpoint } from './aws/endpoint.ts';
import { eventBridge } from './aws/event-bridge.ts';
import { logGroups } from './aws/log-groups.ts';
import { notifications } from './aws/notifications.ts';
import { SecretVault } from './aws/secret-vault.ts';
import { secretsManager } from './aws/secrets-manager.ts';
import { stepFunctions } from './aws/step-functions.ts';
import { createTemplateSecrets } from './aws/template-secrets.ts';
import { checkTargets } from './check-targets.ts';
import { openDelivery } from './deliver.ts';
import { startDynamoDb } from './dynamodb/engine.ts';
import { createTables } from './dynamodb/tables.ts';
import { type Front, openFront } from './front.ts';
import { functionDefinitions } from './functions/definitions.ts';
import { functionEnvironment } from './functions/environment.ts';
import { FunctionPool } from './functions/pool.ts';
import { apisOf } from './http/apis.ts';
import { openControl } from './http/control.ts';
import { openGateway } from './http/gateway.ts';
import { placeOf } from './place.ts';
import type { RunningAssembly } from './running-stack.ts';
import { schedulesOf } from './schedules/definitions.ts';
import { Scheduler } from './schedules/scheduler.ts';
import { carryOut } from './states/carry-out.ts';
import { Executions } from './states/executions.ts';
import { machinesOf } from './states/machines.ts';
import { alarmDefinitions } from './telemetry/alarm-definitions.ts';
import { type AlarmChange, AlarmWatch } from './telemetry/alarms.ts';
import { type LogLine, LogStore } from './telemetry/logs.ts';
import { MetricStore } from './telemetry/metrics.ts';
import { RuntimeClock } from './time/runtime-clock.ts';

export interface AssemblySettings {
  /** The folder that `cdk synth` wrote. */
  readonly directory: string;
  /** Values of the templates' parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Variables that every function gets beside its own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Shared with whoever must agree on the time; a new one, at the machine's time, when left out. */
  readonly clock?: RuntimeClock;
  /** Of the first HTTP API; 0, the default, takes a free one. */
  readonly port?: number;
  /** Tables and secrets stay there; in memory when left out. */
  readonly dataDir?: string;
  readonly onLogLine?: (line: LogLine) => void;
  readonly onAlarm?: (change: AlarmChange) => void;
}

/** Undoes what was started, last first; a failing step does not keep the others from being undone. */
class Undo {
  readonly #steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps.unshift(step);
  }

  async all(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the stack did not stop cleanly');
  }
}

/** Runs what was synthesised: nothing here knows a function, a route or a machine by name. */
export const runAssembly = async (settings: AssemblySettings): Promise<RunningAssembly> => {
  const undo = new Undo();
  try {
    return await boot(settings, undo);
  } catch (error) {
    await undo.all();
    throw error;
  }
};

const openFronts = async (apiIds: readonly string[], port: number, undo: Undo): Promise<Map<string, Front>> => {
  const fronts = new Map<string, Front>();
  for (const [index, logicalId] of apiIds.entries()) {
    const front = await openFront(index === 0 ? port : 0);
    undo.add(front.stop);
    fronts.set(logicalId, front);
  }
  return fronts;
};

const boot = async (settings: AssemblySettings, undo: Undo): Promise<RunningAssembly> => {
  const { directory, parameters = {}, environment = {}, clock = new RuntimeClock(), port = 0, dataDir } = settings;
  const now = (): Date => clock.now();
  undo.add(() => clock.stop());
  const assembly = readAssembly(directory);
  const apiIds = assembly.stacks.flatMap(({ template }) =>
    Object.keys(template.Resources).filter((id) => template.Resources[id]?.Type === 'AWS::ApiGatewayV2::Api'),
  );
  const fronts = await openFronts(apiIds, port, undo);
  const place = placeOf(assembly, new Map([...fronts].map(([id, { origin }]) => [id, origin])));
  const resources = loadResources(assembly, place, parameters);
  const definitions = functionDefinitions(resources, assembly.assets);
  const machines = machinesOf(resources);
  const apis = apisOf(resources);
  const schedules = schedulesOf(resources, clock.milliseconds());

  const database = await startDynamoDb(dataDir);
  undo.add(database.stop);
  await createTables(resources, database.endpoint, place.region);
  const vault = new SecretVault(place, dataDir === undefined ? undefined : join(dataDir, 'secrets.json'));
  createTemplateSecrets(resources, vault, now);

  const metrics = new MetricStore(() => clock.milliseconds());
  const logs = new LogStore({ now, metrics, onLine: settings.onLogLine });
  const endpoints: Record<string, string> = { AWS_ENDPOINT_URL_DYNAMODB: database.endpoint };
  const pool = new FunctionPool({
    definitions,
    environment: (definition) => functionEnvironment(place, endpoints, environment)(definition),
    clock,
    logs,
    metrics,
  });
  undo.add(() => pool.stop());
  checkTargets({ apis, schedules, machines, pool });
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: place.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  undo.add(() => client.destroy());

  const topics = notifications(resources, pool, now);
  const task = carryOut({
    pool,
    dynamodb: client,
    operations: { sfn: () => sfn, sns: () => topics.operations, eventbridge: () => bus.operations },
  });
  const executions = new Executions({ machines, clock, metrics, task });
  undo.add(() => executions.stopAll());
  const sfn = stepFunctions(executions);
  const deliver = openDelivery({ executions, pool, metrics });
  const bus = eventBridge({ resources, place, now, deliver });
  const groups = logGroups(
    resources.ofType('AWS::Logs::LogGroup').map(({ name }) => name),
    now,
    dataDir === undefined ? undefined : join(dataDir, 'log-groups.jsonl'),
  );
  const endpoint = await startEndpoint({
    json: {
      AWSStepFunctions: sfn,
      secretsmanager: secretsManager(vault, now),
      AWSEvents: bus.operations,
      Logs_20140328: groups.operations,
    },
    query: topics.operations,
  });
  undo.add(endpoint.stop);
  Object.assign(endpoints, {
    // The SDK puts `sync-` before the host of some operations; below `.localhost` the name still means this machine.
    AWS_ENDPOINT_URL_SFN: `http://aws.localhost:${endpoint.port}`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint.origin,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint.origin,
    AWS_ENDPOINT_URL_SNS: endpoint.origin,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint.origin,
  });

  const alarms = new AlarmWatch(alarmDefinitions(resources), metrics, clock, (change) => {
    const actions = change.to === 'ALARM' ? change.definition.alarmActions : change.definition.okActions;
    const message = JSON.stringify({
      AlarmName: change.definition.name,
      NewStateValue: change.to,
      OldStateValue: change.from,
      NewStateReason: change.reason,
      StateChangeTime: change.at,
    });
    if (change.from !== 'INSUFFICIENT_DATA' || change.to === 'ALARM') {
      for (const arn of actions) topics.publish(arn, `${change.to}: "${change.definition.name}"`, message);
    }
    settings.onAlarm?.(change);
  });
  undo.add(() => alarms.stop());
  const scheduler = new Scheduler(schedules, clock, deliver);
  undo.add(() => scheduler.stop());

  const running: RunningAssembly = {
    apiUrl: [...fronts.values()][0]?.origin ?? '',
    endpoints,
    functionNames: definitions.map(({ name }) => name),
    machineNames: machines.map(({ name }) => name),
    get schedules() {
      return scheduler.describe();
    },
    invoke: (functionName, payload) => pool.invoke(functionName, payload),
    startExecution: (machine, input, name) => {
      const execution = executions.start({ machine: executions.machine(machine), input, name });
      return { executionArn: execution.settings.arn, finished: execution.finished };
    },
    fire: (scheduleName) => scheduler.fireNow(scheduleName),
    get executions() {
      return executions.all.map((execution) => execution.describe());
    },
    finished: (executionArn) => {
      const execution = executions.find(executionArn);
      if (execution === undefined) throw new Error(`no execution has the ARN ${executionArn}`);
      return execution.finished;
    },
    history: (executionArn) => executions.find(executionArn)?.history.events ?? [],
    clock: {
      now,
      moveTo: async (instant) => {
        const moved = scheduler.moveTo(instant);
        alarms.catchUp();
        return moved;
      },
    },
    logs: (functionName) => logs.lines(functionName),
    get logEvents() {
      return groups.messages();
    },
    get alarms() {
      return alarms.alarms;
    },
    get published() {
      return topics.published;
    },
    stop: () => undo.all(),
  };
  for (const api of apis) {
    fronts.get(api.logicalId)?.serve(openGateway({ api, pool, metrics, place, now }), openControl(running, metrics));
  }
  return running;
};

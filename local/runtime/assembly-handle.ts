import type { ApiServer } from './api-servers.ts';
import type { cloudWatchLogsApi } from './aws/cloudwatch-logs-api.ts';
import type { eventBridgeApi } from './aws/event-bridge-api.ts';
import type { snsApi } from './aws/sns-api.ts';
import type { FunctionDefinition } from './functions/function-definitions.ts';
import type { FunctionPool } from './functions/function-pool.ts';
import type { RunningAssembly } from './running-assembly.ts';
import type { Scheduler } from './schedules/scheduler.ts';
import type { Executions } from './states/executions.ts';
import type { Machine } from './states/machines.ts';
import type { Teardown } from './teardown.ts';
import type { AlarmEvaluator } from './telemetry/alarm-evaluator.ts';
import type { LogStore } from './telemetry/log-store.ts';
import type { RuntimeClock } from './time/runtime-clock.ts';

interface Parts {
  readonly apiServers: ReadonlyMap<string, ApiServer>;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly definitions: readonly FunctionDefinition[];
  readonly machines: readonly Machine[];
  readonly pool: FunctionPool;
  readonly executions: Executions;
  readonly scheduler: Scheduler;
  readonly clock: RuntimeClock;
  readonly alarms: AlarmEvaluator;
  readonly logs: LogStore;
  readonly groups: ReturnType<typeof cloudWatchLogsApi>;
  readonly topics: ReturnType<typeof snsApi>;
  readonly bus: ReturnType<typeof eventBridgeApi>;
  readonly teardown: Teardown;
}

/** Builds the handle by which the command line and the tests use a running assembly. */
export const assemblyHandle = (parts: Parts): RunningAssembly => {
  const {
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
  } = parts;
  return {
    apiUrl: [...apiServers.values()][0]?.origin ?? '',
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
      now: () => clock.now(),
      moveTo: async (instant) => {
        const moved = scheduler.moveTo(instant);
        alarms.evaluateUntilNow();
        return moved;
      },
      skipTo: (instant) => scheduler.skipTo(instant),
    },
    logs: (functionName) => logs.lines(functionName),
    get logEvents() {
      return groups.messages();
    },
    get alarms() {
      return alarms.alarms;
    },
    get published() {
      return topics.published();
    },
    get events() {
      return bus.put();
    },
    get memory() {
      return { workers: pool.workers, loadedFunctions: pool.loadedFunctions };
    },
    stop: () => teardown.run(),
  };
};

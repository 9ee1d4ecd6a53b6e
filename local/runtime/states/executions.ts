import { randomUUID } from 'node:crypto';
import { isSameContent } from '#shared/kernel/content.ts';
import { throwServiceException } from '../aws/service-exception.ts';
import type { MetricSink } from '../telemetry/metric-store.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { Definition } from './definition.ts';
import { Execution } from './execution.ts';
import { bytesOf, payloadLimitBytes, StateFailure } from './failures.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Machine } from './machines.ts';
import type { StateScope } from './state-scope.ts';

export interface ExecutionsSettings {
  readonly machines: readonly Machine[];
  readonly clock: RuntimeClock;
  readonly metrics: MetricSink;
  readonly callIntegration: StateScope['callIntegration'];
  readonly authorizer: Authorizer;
  /** Concurrency of the children of a Distributed Map. */
  readonly childConcurrency: StateScope['childConcurrency'];
}

interface StartRequest {
  readonly machine: Machine;
  readonly input: unknown;
  readonly name?: string | undefined;
}

/** Number of executions that are kept. The oldest ended ones are removed first. */
const keptExecutions = 5_000;
/** Number of events that the histories keep together. Those of the oldest ended executions are removed first. */
const keptEvents = 20_000;
const validName = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Starts executions and keeps their records. */
export class Executions {
  readonly #settings: ExecutionsSettings;
  readonly #byArn = new Map<string, Execution>();
  /** Ended executions that still have their history, oldest first, and how many events these are. */
  readonly #withHistory: Execution[] = [];
  #events = 0;

  constructor(settings: ExecutionsSettings) {
    this.#settings = settings;
  }

  get machines(): readonly Machine[] {
    return this.#settings.machines;
  }

  get all(): readonly Execution[] {
    return [...this.#byArn.values()];
  }

  find(executionArn: string): Execution | undefined {
    return this.#byArn.get(executionArn);
  }

  machine(arnOrName: string): Machine {
    const found = this.machines.find(({ arn, name }) => arn === arnOrName || name === arnOrName);
    return found ?? throwServiceException('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arnOrName}'`);
  }

  /**
   * Starts an execution. A running one with the same name and input is returned; a name that is used otherwise is
   * refused.
   */
  start({ machine, input, name = randomUUID() }: StartRequest): Execution {
    if (!validName.test(name)) throwServiceException('InvalidName', `Invalid Name: '${name}'`);
    const bytes = bytesOf(input);
    if (bytes > payloadLimitBytes) {
      throwServiceException('InvalidExecutionInput', `the input has ${bytes} bytes; the limit is ${payloadLimitBytes}`);
    }
    const arn =
      machine.type === 'EXPRESS'
        ? `${machine.arn.replace(':stateMachine:', ':express:')}:${name}:${randomUUID()}`
        : `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const earlier = this.#byArn.get(arn);
    if (earlier !== undefined) {
      if (earlier.status === 'RUNNING' && isSameContent(earlier.settings.input, input)) return earlier;
      throwServiceException('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    return this.#begin({ arn, name, machine, definition: machine.definition, type: machine.type, input });
  }

  stopAll(): void {
    for (const execution of this.#byArn.values()) {
      if (execution.status === 'RUNNING') execution.stop('States.Aborted', 'the stack is stopping');
    }
  }

  #begin(start: {
    arn: string;
    name: string;
    machine: Machine;
    definition: Definition;
    type: 'STANDARD' | 'EXPRESS';
    input: unknown;
  }): Execution {
    const { clock, callIntegration, childConcurrency } = this.#settings;
    const execution = new Execution({
      ...start,
      clock,
      callIntegration,
      childConcurrency,
      runChild: (parent) => (request) => this.#child(parent, request),
      onEnd: (ended) => {
        this.#recordEnd(ended);
        this.#dropOldHistories(ended);
      },
    });
    this.#byArn.set(start.arn, execution);
    this.#recordStart(start.machine);
    this.#removeOldest();
    return execution;
  }

  /** Runs a child of a Distributed Map: an execution of the parent's state machine with a part of its definition. */
  async #child(parent: Execution, request: Parameters<StateScope['runChild']>[0]): Promise<unknown> {
    const { machine } = parent.settings;
    const name = randomUUID();
    const kind = request.type === 'EXPRESS' ? ':express:' : ':execution:';
    const arn = `${machine.arn.replace(':stateMachine:', kind)}/${request.label}:${name}`;
    request.signal.throwIfAborted();
    this.#settings.authorizer.demand({ roleArn: machine.roleArn }, 'states:StartExecution', machine.arn);
    const execution = this.#begin({ arn, name, machine, ...request });
    const stop = (): void => execution.stop('States.Aborted', 'the map run has ended');
    request.signal.addEventListener('abort', stop, { once: true });
    const ended = await execution.finished;
    request.signal.removeEventListener('abort', stop);
    if (ended.status === 'SUCCEEDED') return ended.output;
    throw new StateFailure(ended.error ?? 'States.TaskFailed', ended.cause ?? 'the child execution failed');
  }

  #recordStart(machine: Machine): void {
    const dimensions = { StateMachineArn: machine.arn };
    this.#settings.metrics.put({ namespace: 'AWS/States', name: 'ExecutionsStarted', dimensions, value: 1 });
  }

  #recordEnd(execution: Execution): void {
    const { machine } = execution.settings;
    const dimensions = { StateMachineArn: machine.arn };
    const names = { SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted', RUNNING: '' };
    for (const [status, name] of Object.entries(names)) {
      if (name === '') continue;
      const value = status === execution.status ? 1 : 0;
      this.#settings.metrics.put({ namespace: 'AWS/States', name: `Executions${name}`, dimensions, value });
    }
    const value = this.#settings.clock.milliseconds() - execution.startedAt.getTime();
    this.#settings.metrics.put({ namespace: 'AWS/States', name: 'ExecutionTime', dimensions, value });
  }

  #dropOldHistories(ended: Execution): void {
    this.#withHistory.push(ended);
    this.#events += ended.history.events.length;
    // The one that has just ended is kept however long it is: its caller may ask for it.
    while (this.#events > keptEvents && this.#withHistory.length > 1) {
      const oldest = this.#withHistory.shift();
      this.#events -= oldest?.history.events.length ?? 0;
      oldest?.history.clear();
    }
  }

  #removeOldest(): void {
    for (const [arn, execution] of this.#byArn) {
      if (this.#byArn.size <= keptExecutions) return;
      if (execution.status !== 'RUNNING') this.#byArn.delete(arn);
    }
  }
}

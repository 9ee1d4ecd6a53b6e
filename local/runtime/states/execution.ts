import type { ExecutionDescription, ExecutionStatus } from '../running-assembly.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { Definition } from './definition.ts';
import { describeFailure, StateFailure } from './failures.ts';
import { History, standardEventLimit } from './history.ts';
import { interpret } from './interpret.ts';
import type { Machine } from './machines.ts';
import type { StateScope } from './state-scope.ts';

export interface ExecutionSettings {
  readonly arn: string;
  readonly name: string;
  readonly machine: Machine;
  readonly definition: Definition;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly input: unknown;
  readonly clock: RuntimeClock;
  readonly callIntegration: StateScope['callIntegration'];
  readonly childConcurrency: StateScope['childConcurrency'];
  readonly runChild: (parent: Execution) => StateScope['runChild'];
  /** Called once, when the execution has ended. */
  readonly onEnd: (execution: Execution) => void;
}

/** An EXPRESS execution runs five minutes at most, whatever its definition says. */
const expressSeconds = 300;

/** One execution from its start to its end. */
export class Execution {
  readonly settings: ExecutionSettings;
  readonly history: History;
  readonly startedAt: Date;
  readonly finished: Promise<ExecutionDescription>;
  readonly #stop = new AbortController();
  #status: ExecutionStatus = 'RUNNING';
  #stoppedAt: Date | undefined;
  #output: unknown;
  #failure: { readonly error: string; readonly cause: string } | undefined;

  constructor(settings: ExecutionSettings) {
    this.settings = settings;
    this.startedAt = settings.clock.now();
    this.history = new History(
      () => settings.clock.now(),
      settings.type === 'STANDARD' ? standardEventLimit : undefined,
    );
    this.finished = this.#run();
  }

  get status(): ExecutionStatus {
    return this.#status;
  }

  /** Aborts the execution. Invocations that have started continue, as in AWS. */
  stop(error: string, cause: string): void {
    this.#end('ABORTED', { error, cause });
    this.#stop.abort(new StateFailure(error, cause, { terminal: true }));
  }

  describe(): ExecutionDescription {
    const { arn, machine, name, input } = this.settings;
    return {
      executionArn: arn,
      machineArn: machine.arn,
      name,
      status: this.#status,
      startedAt: this.startedAt.toISOString(),
      stoppedAt: this.#stoppedAt?.toISOString() ?? null,
      input,
      ...(this.#status === 'SUCCEEDED' ? { output: this.#output } : {}),
      ...(this.#failure ?? {}),
    };
  }

  async #run(): Promise<ExecutionDescription> {
    const { definition, input, clock, type } = this.settings;
    this.history.add('ExecutionStarted', { executionStartedEventDetails: { input: JSON.stringify(input) } });
    const own = definition.TimeoutSeconds ?? Number.POSITIVE_INFINITY;
    const seconds = type === 'EXPRESS' ? Math.min(own, expressSeconds) : own;
    const cancelTimeout = Number.isFinite(seconds) ? this.#endAfter(seconds) : (): void => {};
    try {
      this.#output = await Promise.race([interpret(definition, input, this.#context(clock)), this.#stopped()]);
      this.#end('SUCCEEDED');
    } catch (thrown) {
      this.#end('FAILED', describeFailure(thrown));
    } finally {
      cancelTimeout();
      this.#stop.abort(new Error('the execution has ended'));
    }
    this.settings.onEnd(this);
    return this.describe();
  }

  #endAfter(seconds: number): () => void {
    return this.settings.clock.callAt(this.startedAt.getTime() + seconds * 1000, () => {
      const cause = `the execution took longer than ${seconds} seconds`;
      this.#end('TIMED_OUT', { error: 'States.Timeout', cause });
      this.#stop.abort(new StateFailure('States.Timeout', cause, { terminal: true }));
    });
  }

  #stopped(): Promise<never> {
    const { signal } = this.#stop;
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  /** Records the first end. Later calls do nothing. */
  #end(status: ExecutionStatus, failure?: { readonly error: string; readonly cause: string }): void {
    if (this.#status !== 'RUNNING') return;
    this.#status = status;
    this.#failure = failure;
    this.#stoppedAt = this.settings.clock.now();
    const types = { SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted', RUNNING: '' };
    const details = failure ?? { output: JSON.stringify(this.#output) };
    this.history.add(`Execution${types[status]}`, { [`execution${types[status]}EventDetails`]: details });
  }

  #context(clock: RuntimeClock): StateScope {
    const { arn, name, machine, input, callIntegration, runChild, childConcurrency } = this.settings;
    return {
      clock,
      history: this.history,
      signal: this.#stop.signal,
      context: {
        execution: {
          Id: arn,
          Name: name,
          StartTime: this.startedAt.toISOString(),
          Input: input,
          RoleArn: machine.roleArn,
        },
        machine: { Id: machine.arn, Name: machine.name },
      },
      callIntegration,
      interpret,
      childConcurrency,
      runChild: runChild(this),
    };
  }
}

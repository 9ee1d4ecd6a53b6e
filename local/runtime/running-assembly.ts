import type { PublishedMessage } from './aws/sns-api.ts';
import type { LogLine } from './telemetry/log-store.ts';

/** A running assembly: the handle that the command line and the tests use. */
export interface RunningAssembly {
  /** Origin of the first HTTP API. */
  readonly apiUrl: string;
  /** Endpoints of DynamoDB and of the local AWS services, under the SDK's own variable names. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly functionNames: readonly string[];
  readonly machineNames: readonly string[];
  readonly schedules: readonly ScheduleDescription[];
  /** Invokes by physical name or ARN. Rejects with a `FunctionError` whose `errorType` is the thrown error's name. */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /** Starts by machine name or ARN and returns at once. `finished` resolves when the execution has ended. */
  startExecution(machine: string, input: unknown, name?: string): StartedExecution;
  /** Fires a schedule now: invokes its target with its own input. */
  fire(scheduleName: string): Promise<unknown>;
  readonly executions: readonly ExecutionDescription[];
  /** Resolves when the execution has ended. */
  finished(executionArn: string): Promise<ExecutionDescription>;
  history(executionArn: string): readonly HistoryEvent[];
  readonly clock: {
    now(): Date;
    /** Moves the clock. Schedules that become due in between fire. */
    moveTo(instant: Date): Promise<ClockMove>;
    /**
     * Moves the clock without firing: schedules that became due in between are missed, as on a machine that was off.
     */
    skipTo(instant: Date): void;
  };
  /** The latest lines that functions wrote, oldest first. */
  logs(functionName?: string): readonly LogLine[];
  /** Messages that programs wrote to log groups with `PutLogEvents`. */
  readonly logEvents: readonly string[];
  readonly alarms: readonly AlarmDescription[];
  /** Messages that were published to topics, including those of alarms. */
  readonly published: readonly PublishedMessage[];
  /** Events that were put on event buses, as rules see them. */
  readonly events: readonly object[];
  /** What its functions keep in memory. */
  readonly memory: { readonly workers: number; readonly loadedFunctions: number };
  stop(): Promise<void>;
}

export interface ScheduleDescription {
  readonly name: string;
  readonly expression: string;
  readonly targetArn: string;
  readonly input: unknown;
  readonly nextAt: string | null;
}

export interface StartedExecution {
  readonly executionArn: string;
  readonly finished: Promise<ExecutionDescription>;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionDescription {
  readonly executionArn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** One event as GetExecutionHistory lists it. The details are under the key that AWS uses for the type. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly at: string;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ClockMove {
  readonly now: string;
  /** Schedules that fired, in the order in which they became due. */
  readonly fired: readonly { readonly schedule: string; readonly dueAt: string }[];
  /** Due instants that were skipped, because a schedule fires once for the whole move. */
  readonly skipped: number;
}

export interface AlarmDescription {
  readonly name: string;
  /** The description for the person on call. */
  readonly description: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly reason: string;
  readonly changedAt: string | null;
}

import type { PublishedMessage } from './aws/sns-api.ts';
import type { LogLine } from './telemetry/log-store.ts';

/** What runs when an assembly runs: the handle that the command line and the tests hold. */
export interface RunningAssembly {
  /** Origin of the first HTTP API. */
  readonly apiUrl: string;
  /** Where the AWS stand-ins (Step Functions, Secrets Manager, EventBridge, SNS) and DynamoDB answer, as the SDK's own variables. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly functionNames: readonly string[];
  readonly machineNames: readonly string[];
  readonly schedules: readonly ScheduleDescription[];
  /** Invokes by physical name or ARN. Rejects with a `FunctionError` whose `errorType` is the thrown error's name. */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /** Starts by machine name or ARN and answers at once; `finished` settles when the execution has ended. */
  startExecution(machine: string, input: unknown, name?: string): StartedExecution;
  /** Fires a schedule's own target now, with its own input. */
  fire(scheduleName: string): Promise<unknown>;
  readonly executions: readonly ExecutionDescription[];
  /** Settles when the execution has ended. */
  finished(executionArn: string): Promise<ExecutionDescription>;
  history(executionArn: string): readonly HistoryEvent[];
  readonly clock: {
    now(): Date;
    /** Schedules that come due on the way fire. */
    moveTo(instant: Date): Promise<ClockMove>;
    /** As a machine that was off until then: what came due meanwhile is missed. */
    skipTo(instant: Date): void;
  };
  /** The last lines that functions wrote, oldest first. */
  logs(functionName?: string): readonly LogLine[];
  /** What programs put into log groups by CloudWatch Logs' own calls. */
  readonly logEvents: readonly string[];
  readonly alarms: readonly AlarmDescription[];
  /** What was published to topics, alarms' messages included. */
  readonly published: readonly PublishedMessage[];
  /** What was put on buses, as rules see it. */
  readonly events: readonly object[];
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

/** One event as GetExecutionHistory lists it, the details under the key that AWS uses for the type. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly at: string;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ClockMove {
  readonly now: string;
  /** Schedules that fired, in the order in which they came due. */
  readonly fired: readonly { readonly schedule: string; readonly dueAt: string }[];
  /** Due instants passed over because their schedule fired once for the whole jump. */
  readonly skipped: number;
}

export interface AlarmDescription {
  readonly name: string;
  /** What it says to whoever it wakes. */
  readonly description: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly reason: string;
  readonly changedAt: string | null;
}

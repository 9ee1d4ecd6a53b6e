import type { TaskState } from './definition.ts';
import { bytesOf, dataLimitExceeded, describeFailure, payloadLimitBytes, StateFailure } from './failures.ts';
import { integrationOf } from './integration.ts';
import type { StateScope } from './state-scope.ts';

/** Waits until the interpreter's event of entering the state is in the history. */
const afterEntering = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The time-out of a Task, counted from the start of the work. */
const deadline = (
  seconds: number | undefined,
  stateName: string,
): { start: () => void; stop: () => void; passed: Promise<never> } => {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {}); // the race may be over when the time-out fires
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    if (seconds === undefined || timer !== undefined) return;
    timer = setTimeout(
      () => reject(new StateFailure('States.Timeout', `the task '${stateName}' took longer than ${seconds} seconds`)),
      seconds * 1000,
    );
  };
  return { start, stop: () => clearTimeout(timer), passed: promise };
};

const roleOf = ({ context }: StateScope): string => context.execution.RoleArn;

/** Runs a Task state. Turns any failure into the error that Retry and Catch see in AWS. */
export const runTask = async (
  stateName: string,
  state: TaskState,
  input: unknown,
  scope: StateScope,
): Promise<unknown> => {
  await afterEntering();
  scope.signal.throwIfAborted();
  const integration = integrationOf(state.Resource);
  if (integration === undefined)
    throw new StateFailure('States.Runtime', `the resource ${state.Resource} is not supported here`);
  const bytes = bytesOf(input);
  if (bytes > payloadLimitBytes) throw dataLimitExceeded(stateName, bytes);
  scope.history.taskScheduled(integration, input);
  const { start, stop, passed } = deadline(state.TimeoutSeconds, stateName);
  try {
    const output =
      (await Promise.race([scope.callIntegration(integration, input, scope.signal, start, roleOf(scope)), passed])) ??
      null;
    const answered = bytesOf(output);
    if (answered > payloadLimitBytes) throw dataLimitExceeded(stateName, answered);
    scope.history.taskSucceeded(integration, output);
    return output;
  } catch (thrown) {
    const { error, cause } = describeFailure(thrown);
    scope.history.taskFailed(integration, error, cause);
    throw thrown instanceof StateFailure ? thrown : new StateFailure(error, cause);
  } finally {
    stop();
  }
};

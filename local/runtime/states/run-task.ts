import type { TaskState } from './definition.ts';
import { bytesOf, dataLimitExceeded, describeFailure, payloadLimitBytes, StateFailure } from './failures.ts';
import { integrationOf } from './integration.ts';
import type { StateScope } from './state-scope.ts';

/** Lets the interpreter's own events of entering the state come first into the history. */
const afterEntering = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** `TimeoutSeconds` of a Task, counted from when the work begins. */
const deadline = (
  seconds: number | undefined,
  stateName: string,
): { start: () => void; stop: () => void; passed: Promise<never> } => {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {}); // nobody may be waiting any more when the time runs out
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

/** Carries out a Task state and turns whatever went wrong into what Retry and Catch see in AWS. */
export const runTask = async (
  stateName: string,
  state: TaskState,
  input: unknown,
  run: StateScope,
): Promise<unknown> => {
  await afterEntering();
  run.signal.throwIfAborted();
  const integration = integrationOf(state.Resource);
  if (integration === undefined)
    throw new StateFailure('States.Runtime', `${state.Resource} is carried out by nothing here`);
  const bytes = bytesOf(input);
  if (bytes > payloadLimitBytes) throw dataLimitExceeded(stateName, bytes);
  run.history.taskScheduled(integration, input);
  const { start, stop, passed } = deadline(state.TimeoutSeconds, stateName);
  try {
    const output = (await Promise.race([run.callIntegration(integration, input, run.signal, start), passed])) ?? null;
    const answered = bytesOf(output);
    if (answered > payloadLimitBytes) throw dataLimitExceeded(stateName, answered);
    run.history.taskSucceeded(integration, output);
    return output;
  } catch (thrown) {
    const { error, cause } = describeFailure(thrown);
    run.history.taskFailed(integration, error, cause);
    throw thrown instanceof StateFailure ? thrown : new StateFailure(error, cause);
  } finally {
    stop();
  }
};

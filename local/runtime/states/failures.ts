import { FunctionError } from '../functions/function-error.ts';

/** 256 KiB: the most that may enter or leave a state, and the most that an execution may be started with. */
export const payloadLimitBytes = 256 * 1024;

/** An error with the `Error` and `Cause` of the States Language, in the form that the interpreter matches Retry and Catch on. */
export class StateFailure extends Error {
  /** The interpreter asks for these two: what is terminal is never retried, nor caught by States.ALL. */
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor(error: string, cause: string, { terminal = false }: { terminal?: boolean } = {}) {
    super(cause);
    this.name = error;
    this.isRetryable = !terminal;
    this.isCatchable = !terminal;
  }
}

export const dataLimitExceeded = (stateName: string, bytes: number): StateFailure =>
  new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit. (${bytes} bytes of ${payloadLimitBytes})`,
    { terminal: true },
  );

export const historyFull = (): StateFailure =>
  new StateFailure('States.Runtime', 'the execution reached the maximum number of history events', { terminal: true });

/** JSONPath `$` finds nothing in a falsy scalar with this interpreter, so it must not reach a state. */
export const falsyInput = (stateName: string, value: unknown): StateFailure =>
  new StateFailure(
    'States.Runtime',
    `the state '${stateName}' got the bare value ${JSON.stringify(value)} as its input, which the interpreter here can't read; wrap it in an object`,
    { terminal: true },
  );

export const isFalsyScalar = (value: unknown): boolean =>
  value === 0 || value === '' || value === false || value === null;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** `Error` and `Cause` of whatever was thrown, unwrapped from the interpreter's own wrapping. */
export const describeFailure = (thrown: unknown): { readonly error: string; readonly cause: string } => {
  if (thrown instanceof FunctionError) return { error: thrown.failure.errorType, cause: thrown.cause };
  if (!(thrown instanceof Error)) return { error: 'States.Runtime', cause: String(thrown) };
  if (thrown.name === 'ExecutionError' && thrown.cause instanceof Error) return describeFailure(thrown.cause);
  if (thrown.name === 'Error') return { error: 'States.Runtime', cause: thrown.message };
  return { error: thrown.name, cause: thrown.message };
};

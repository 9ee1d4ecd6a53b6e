import { FunctionError } from '../functions/function-error.ts';

/** 256 KiB: the limit on the input and output of a state and on the input of an execution. */
export const payloadLimitBytes = 256 * 1024;

/**
 * An error with the `Error` and `Cause` of the States Language, in the form that the interpreter matches against Retry
 * and Catch.
 */
export class StateFailure extends Error {
  /** The interpreter reads these two. A terminal failure is never retried and not caught by States.ALL. */
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

/** The interpreter's JSONPath `$` finds nothing in a falsy scalar, so such an input is refused. */
export const falsyInput = (stateName: string, value: unknown): StateFailure =>
  new StateFailure(
    'States.Runtime',
    `the state '${stateName}' got the bare value ${JSON.stringify(value)} as input, which the local interpreter cannot read; wrap it in an object`,
    { terminal: true },
  );

export const isFalsyScalar = (value: unknown): boolean =>
  value === 0 || value === '' || value === false || value === null;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** `Error` and `Cause` of anything thrown, without the interpreter's wrapper. */
export const describeFailure = (thrown: unknown): { readonly error: string; readonly cause: string } => {
  if (thrown instanceof FunctionError) return { error: thrown.failure.errorType, cause: thrown.cause };
  if (!(thrown instanceof Error)) return { error: 'States.Runtime', cause: String(thrown) };
  if (thrown.name === 'ExecutionError' && thrown.cause instanceof Error) return describeFailure(thrown.cause);
  if (thrown.name === 'Error') return { error: 'States.Runtime', cause: thrown.message };
  return { error: thrown.name, cause: thrown.message };
};

import type { FailureShape } from './worker-messages.ts';

/** A failed invocation, as its caller sees it. */
export class FunctionError extends Error {
  readonly failure: FailureShape;

  constructor(failure: FailureShape) {
    super(failure.errorMessage);
    this.name = failure.errorType;
    this.failure = failure;
  }

  /** What Step Functions puts into `Cause`. */
  override get cause(): string {
    return JSON.stringify(this.failure);
  }
}

export const timedOut = (requestId: string, seconds: number): FunctionError =>
  new FunctionError({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  });

export const loadedTooLate = (): FunctionError =>
  new FunctionError({ errorType: 'Sandbox.Timedout', errorMessage: 'the function did not load in time' });

/** The error of a function that failed to load. Lambda reports what its code threw as Runtime.ImportModuleError. */
export const loadFailed = ({ errorType, errorMessage, ...rest }: FailureShape): FunctionError =>
  /^(Runtime|Sandbox)\./.test(errorType)
    ? new FunctionError({ ...rest, errorType, errorMessage })
    : new FunctionError({
        ...rest,
        errorType: 'Runtime.ImportModuleError',
        errorMessage: `${errorType}: ${errorMessage}`,
      });

/** Lambda's answer to an invocation beyond the concurrency that is left. */
export const throttled = (): FunctionError =>
  new FunctionError({ errorType: 'Lambda.TooManyRequestsException', errorMessage: 'Rate Exceeded.' });

export const isThrottled = (error: unknown): boolean =>
  error instanceof FunctionError && error.failure.errorType === 'Lambda.TooManyRequestsException';

export const notFound = (functionName: string): FunctionError =>
  new FunctionError({
    errorType: 'Lambda.ResourceNotFoundException',
    errorMessage: `Function not found: ${functionName}`,
  });

/** Lambda's limit on the request and on the response of a synchronous invocation. */
export const payloadLimitBytes = 6 * 1024 * 1024;

export const requestTooLarge = (bytes: number): FunctionError =>
  new FunctionError({
    errorType: 'Lambda.RequestTooLargeException',
    errorMessage: `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${payloadLimitBytes} bytes)`,
  });

export const responseTooLarge = (bytes: number): FunctionError =>
  new FunctionError({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${payloadLimitBytes} bytes).`,
  });

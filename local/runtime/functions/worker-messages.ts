/** Data that a worker gets when it starts. */
export interface WorkerStart {
  readonly directory: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  /** Shared with the runtime's clock: milliseconds to add to the machine's time. */
  readonly clockOffset: SharedArrayBuffer;
}

/** One invocation. Payloads are passed as JSON text, as in Lambda. */
export interface InvocationMessage {
  readonly requestId: string;
  readonly event: string;
  readonly context: {
    readonly functionName: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly timeoutMilliseconds: number;
  };
}

/** A failure as Lambda returns it and Step Functions puts it into `Cause`. */
export interface FailureShape {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type WorkerMessage =
  | { readonly is: 'ready' }
  | { readonly is: 'refused'; readonly failure: FailureShape }
  | { readonly is: 'answer'; readonly requestId: string; readonly payload: string }
  | { readonly is: 'failure'; readonly requestId: string; readonly failure: FailureShape }
  | { readonly is: 'output'; readonly text: string };

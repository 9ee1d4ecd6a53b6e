/** Data that a worker gets when it starts. */
export interface WorkerStart {
  /** Shared with the runtime's clock: milliseconds to add to the machine's time. */
  readonly clockOffset: SharedArrayBuffer;
}

/** A function to load into a worker. */
export interface FunctionCode {
  readonly name: string;
  readonly directory: string;
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
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

/** What the runtime asks of a worker. It sends the next request after the response to the last one. */
export type WorkerRequest =
  | { readonly kind: 'load'; readonly code: FunctionCode }
  | { readonly kind: 'invoke'; readonly invocation: InvocationMessage };

/** A failure as Lambda returns it and Step Functions puts it into `Cause`. */
export interface FailureShape {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'response'; readonly payload: string }
  | { readonly kind: 'failure'; readonly failure: FailureShape }
  | { readonly kind: 'output'; readonly text: string };

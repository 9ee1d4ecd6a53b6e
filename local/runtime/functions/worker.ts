import dns from 'node:dns';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { sharePackages } from './share-packages.ts';
import { followClock } from './worker-clock.ts';
import type {
  FailureShape,
  FunctionCode,
  InvocationMessage,
  WorkerMessage,
  WorkerRequest,
  WorkerStart,
} from './worker-messages.ts';

interface LoadedFunction {
  readonly handler: (event: unknown, context: unknown) => unknown;
  readonly variables: NodeJS.ProcessEnv;
}

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
const start = workerData as WorkerStart; // FunctionWorker passes this type
followClock(start.clockOffset);

const send = (message: WorkerMessage): void => port.postMessage(message);

/**
 * Sends output through the channel of the responses, so that a line written before a response arrives before it.
 */
const captureOutput = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      send({ kind: 'output', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
      const done = rest.find((one): one is () => void => typeof one === 'function');
      done?.();
      return true;
    };
  }
};

/**
 * Resolves names below `.localhost` to this machine, which not every resolver does. The SDK calls `sync-aws.localhost`
 * for StartSyncExecution.
 */
const resolveLocalhost = (): void => {
  const lookup = dns.lookup;
  const patched = (name: string, ...rest: unknown[]): unknown =>
    Reflect.apply(lookup, dns, [name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest]);
  Object.assign(dns, { lookup: Object.assign(patched, lookup) });
};

const failureOf = (error: unknown): FailureShape =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const functions = new Map<string, LoadedFunction>();

/** The query makes each function a module instance of its own, even when two functions share a bundle. */
const bundleUrl = ({ name, directory, handler }: FunctionCode): string => {
  const file = `${handler.slice(0, handler.lastIndexOf('.'))}.mjs`;
  return `${pathToFileURL(join(directory, file)).href}?function=${encodeURIComponent(name)}`;
};

/** Loads a bundle with the variables of its function, which it may read while it loads. */
const load = async (code: FunctionCode): Promise<void> => {
  process.env = { ...code.variables };
  const loaded: Record<string, unknown> = await import(bundleUrl(code));
  const handler = loaded[code.handler.slice(code.handler.lastIndexOf('.') + 1)];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${code.handler} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  // Lambda too calls whatever function has the handler's name.
  functions.set(code.name, { handler: handler as LoadedFunction['handler'], variables: process.env });
  flushCompileCache();
};

const contextOf = ({ requestId, context }: InvocationMessage): object => {
  const deadline = performance.now() + context.timeoutMilliseconds;
  return {
    ...context,
    awsRequestId: requestId,
    functionVersion: '$LATEST',
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
};

const invoke = async (invocation: InvocationMessage): Promise<void> => {
  const found = functions.get(invocation.context.functionName);
  if (found === undefined) throw new Error(`${invocation.context.functionName} is not loaded in this worker`);
  process.env = found.variables;
  const result = await found.handler(JSON.parse(invocation.event), contextOf(invocation));
  send({ kind: 'response', payload: JSON.stringify(result) ?? 'null' });
};

const handle = async (request: WorkerRequest): Promise<void> => {
  try {
    if (request.kind === 'invoke') return await invoke(request.invocation);
    await load(request.code);
    send({ kind: 'loaded' });
  } catch (error) {
    send({ kind: 'failure', failure: failureOf(error) });
  }
};

captureOutput();
resolveLocalhost();
sharePackages();
port.on('message', (request: WorkerRequest) => void handle(request));
send({ kind: 'ready' });

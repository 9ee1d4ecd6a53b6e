import dns from 'node:dns';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from './worker-clock.ts';
import type { FailureShape, InvocationMessage, WorkerMessage, WorkerStart } from './worker-messages.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
const start = workerData as WorkerStart; // WarmWorker passes this type
followClock(start.clockOffset);

const send = (message: WorkerMessage): void => port.postMessage(message);

/** Sends output through the channel of the responses, so that a line written before a response arrives before it. */
const captureOutput = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      send({ is: 'output', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
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

const loadHandler = async (): Promise<Handler> => {
  const [file, name] = start.handler.split(/\.(?=[^.]+$)/);
  const loaded: Record<string, unknown> = await import(pathToFileURL(join(start.directory, `${file}.mjs`)).href);
  const handler = loaded[name ?? ''];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${start.handler} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  return handler as Handler; // Lambda too calls whatever function has the handler's name
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

const answer = async (handler: Handler, message: InvocationMessage): Promise<void> => {
  const { requestId } = message;
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    send({ is: 'answer', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    send({ is: 'failure', requestId, failure: failureOf(error) });
  }
};

captureOutput();
resolveLocalhost();
// The compile cache is shared by all workers and kept over restarts. With it a worker loads in two thirds of the time.
enableCompileCache(join(tmpdir(), 'vectis-compile-cache'));
try {
  const handler = await loadHandler();
  flushCompileCache();
  port.on('message', (message: InvocationMessage) => void answer(handler, message));
  send({ is: 'ready' });
} catch (error) {
  send({ is: 'refused', failure: failureOf(error) });
}

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
if (port === null) throw new Error('this file is the start of a worker');
const start = workerData as WorkerStart; // given by the pool, which has the same type
followClock(start.clockOffset);

const send = (message: WorkerMessage): void => port.postMessage(message);

/** Output goes through the same channel as answers, so that a line written before the answer arrives before it. */
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

/** The SDK puts `sync-` before the host of StartSyncExecution. Names below `.localhost` are this machine, which not every resolver knows. */
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
  return handler as Handler; // whatever a bundle exports under the handler's name is called as one
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
  // Nothing is traced here, and the tracer must know that it isn't, or it would send to a daemon that isn't there.
  process.env['_X_AMZN_TRACE_ID'] = 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0';
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    send({ is: 'answer', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    send({ is: 'failure', requestId, failure: failureOf(error) });
  }
};

captureOutput();
resolveLocalhost();
// Compiled code is shared by all workers of a function, over restarts too: a worker loads in two thirds of the time.
enableCompileCache(join(tmpdir(), 'vectis-compile-cache'));
try {
  const handler = await loadHandler();
  flushCompileCache();
  port.on('message', (message: InvocationMessage) => void answer(handler, message));
  send({ is: 'ready' });
} catch (error) {
  send({ is: 'refused', failure: failureOf(error) });
}

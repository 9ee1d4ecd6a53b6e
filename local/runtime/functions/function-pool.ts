import { randomUUID } from 'node:crypto';
import type { ConcurrencyLimits } from '../concurrency-limits.ts';
import type { LogStore } from '../telemetry/log-store.ts';
import type { MetricSink } from '../telemetry/metric-store.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { FunctionDefinition } from './function-definitions.ts';
import { FunctionError, notFound, payloadLimitBytes, requestTooLarge, responseTooLarge } from './function-error.ts';
import { FunctionWorker } from './function-worker.ts';
import type { FunctionCode, InvocationMessage } from './worker-messages.ts';
import { type Priority, WorkerPool } from './worker-pool.ts';

export interface InvokeOptions {
  readonly priority?: Priority;
  /** After this time in the queue the invocation is refused as throttled. Without it, it waits as long as it takes. */
  readonly startWithinMilliseconds?: number;
  /**
   * Called when the invocation starts. The time in the queue before it does not count toward the function's time limit.
   */
  readonly onStart?: () => void;
}

export interface PoolSettings {
  readonly definitions: readonly FunctionDefinition[];
  /** The environment variables of a function. */
  readonly environment: (definition: FunctionDefinition) => Readonly<Record<string, string>>;
  readonly clock: RuntimeClock;
  readonly logs: LogStore;
  readonly metrics: MetricSink;
  readonly limits: ConcurrencyLimits;
}

/** Runs functions in warm workers. Invocations beyond the limits are queued. */
export class FunctionPool {
  readonly #settings: PoolSettings;
  readonly #byName = new Map<string, FunctionDefinition>();
  readonly #workers: WorkerPool;
  readonly #heapMegabytes: number;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    this.#heapMegabytes = Math.max(512, ...settings.definitions.map(({ memoryMegabytes }) => memoryMegabytes));
    this.#workers = new WorkerPool(settings.limits, () => this.#startWorker());
    for (const definition of settings.definitions) {
      this.#byName.set(definition.name, definition);
      this.#byName.set(definition.arn, definition);
    }
  }

  get workers(): number {
    return this.#workers.size;
  }

  get loadedFunctions(): number {
    return this.#workers.loadedFunctions;
  }

  find(nameOrArn: string): FunctionDefinition | undefined {
    return this.#byName.get(nameOrArn.replace(/:\$LATEST$/, ''));
  }

  /**
   * Invokes synchronously, as Lambda's RequestResponse. Rejects with `FunctionError` where Lambda would set
   * FunctionError.
   */
  async invoke(nameOrArn: string, payload: unknown, options: InvokeOptions = {}): Promise<unknown> {
    const definition = this.find(nameOrArn);
    if (definition === undefined) throw notFound(nameOrArn);
    const event = JSON.stringify(payload) ?? 'null';
    const bytes = Buffer.byteLength(event);
    if (bytes > payloadLimitBytes) throw requestTooLarge(bytes);
    const { priority = 'background', startWithinMilliseconds, onStart } = options;
    const worker = await this.#workers.acquire(definition.name, priority, startWithinMilliseconds);
    try {
      onStart?.();
      return await this.#runMeasured(worker, definition, event);
    } finally {
      this.#workers.release(worker);
    }
  }

  async stop(): Promise<void> {
    await this.#workers.stop();
  }

  async #runMeasured(worker: FunctionWorker, definition: FunctionDefinition, event: string): Promise<unknown> {
    const { logs } = this.#settings;
    const { name } = definition;
    const startedAt = performance.now();
    const requestId = randomUUID();
    this.#record('Invocations', name, 1);
    try {
      const payload = await worker.run(this.#code(definition), this.#message(definition, requestId, event));
      const bytes = Buffer.byteLength(payload);
      if (bytes > payloadLimitBytes) throw responseTooLarge(bytes);
      this.#record('Errors', name, 0);
      return JSON.parse(payload);
    } catch (error) {
      this.#record('Errors', name, 1);
      if (error instanceof FunctionError) logs.failure(name, requestId, error.failure);
      throw error;
    } finally {
      this.#record('Duration', name, performance.now() - startedAt);
    }
  }

  /** Records a metric for the function and, as Lambda does, for all functions together. */
  #record(metric: string, functionName: string, value: number): void {
    for (const dimensions of [{ FunctionName: functionName }, {}] as Record<string, string>[]) {
      this.#settings.metrics.put({ namespace: 'AWS/Lambda', name: metric, dimensions, value });
    }
  }

  #message(definition: FunctionDefinition, requestId: string, event: string): InvocationMessage {
    return {
      requestId,
      event,
      context: {
        functionName: definition.name,
        invokedFunctionArn: definition.arn,
        memoryLimitInMB: String(definition.memoryMegabytes),
        logGroupName: `/aws/lambda/${definition.name}`,
        timeoutMilliseconds: definition.timeoutSeconds * 1000,
      },
    };
  }

  #code(definition: FunctionDefinition): FunctionCode {
    const { name, directory, handler } = definition;
    return { name, directory, handler, variables: this.#settings.environment(definition) };
  }

  #startWorker(): FunctionWorker {
    const { clock, logs } = this.#settings;
    const worker = new FunctionWorker({
      clock,
      heapMegabytes: this.#heapMegabytes,
      onOutput: (functionName, text, requestId) => logs.output(functionName, requestId, text),
      onExit: () => this.#workers.remove(worker),
    });
    return worker;
  }
}

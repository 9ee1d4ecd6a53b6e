import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { ConcurrencyLimits } from '../concurrency-limits.ts';
import type { LogStore } from '../telemetry/log-store.ts';
import type { MetricSink } from '../telemetry/metric-store.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { FunctionDefinition } from './function-definitions.ts';
import { FunctionError, notFound, payloadLimitBytes, requestTooLarge, responseTooLarge } from './function-error.ts';
import { type Priority, Semaphore } from './semaphore.ts';
import { WarmWorker } from './warm-worker.ts';
import type { InvocationMessage } from './worker-messages.ts';
import { type ScalingPolicy, WorkerPool } from './worker-pool.ts';

export interface InvokeOptions {
  readonly priority?: Priority;
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

const scalingPolicies = ({
  invocations,
  workersPerFunction,
}: ConcurrencyLimits): Readonly<Record<Priority, ScalingPolicy>> => ({
  interactive: { immediate: 3, waitMilliseconds: 100, maximum: invocations },
  background: { immediate: 1, waitMilliseconds: 1_500, maximum: workersPerFunction },
});

/** Runs functions in warm workers. Invocations beyond the limits are queued. */
export class FunctionPool {
  readonly #settings: PoolSettings;
  readonly #pools = new Map<FunctionDefinition, WorkerPool>();
  readonly #byName = new Map<string, FunctionDefinition>();
  readonly #semaphore: Semaphore;
  readonly #scaling: Readonly<Record<Priority, ScalingPolicy>>;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    this.#semaphore = new Semaphore(settings.limits.invocations);
    this.#scaling = scalingPolicies(settings.limits);
    for (const definition of settings.definitions) {
      this.#byName.set(definition.name, definition);
      this.#byName.set(definition.arn, definition);
      this.#pools.set(
        definition,
        new WorkerPool(
          () => this.#startWorker(definition),
          () => this.#mayGrow(),
        ),
      );
    }
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
    const pool = definition === undefined ? undefined : this.#pools.get(definition);
    if (definition === undefined || pool === undefined) throw notFound(nameOrArn);
    const event = JSON.stringify(payload) ?? 'null';
    const bytes = Buffer.byteLength(event);
    if (bytes > payloadLimitBytes) throw requestTooLarge(bytes);
    const { priority = 'background', onStart } = options;
    const worker = await pool.acquire(this.#scaling[priority]);
    await this.#semaphore.acquire(priority);
    try {
      onStart?.();
      return await this.#runMeasured(worker, event);
    } finally {
      this.#semaphore.release();
      pool.release(worker);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }

  async #runMeasured(worker: WarmWorker, event: string): Promise<unknown> {
    const { logs } = this.#settings;
    const { name } = worker.definition;
    const startedAt = performance.now();
    const requestId = randomUUID();
    this.#record('Invocations', name, 1);
    try {
      const payload = await worker.run(this.#message(worker.definition, requestId, event));
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

  #startWorker(definition: FunctionDefinition): WarmWorker {
    this.#makeRoom();
    const { clock, logs, environment } = this.#settings;
    const worker = new WarmWorker({
      definition,
      env: environment(definition),
      clock,
      onOutput: (text, requestId) => logs.output(definition.name, requestId, text),
      onExit: () => this.#pools.get(definition)?.remove(worker),
    });
    return worker;
  }

  get #size(): number {
    return [...this.#pools.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Loading a bundle occupies a core, so at most one worker a core loads at a time. */
  #mayGrow(): boolean {
    const loading = [...this.#pools.values()].reduce((sum, pool) => sum + pool.loading, 0);
    return loading < availableParallelism() && this.#size < this.#settings.limits.workers;
  }

  /** At the limit, stops the idle worker that was used longest ago. */
  #makeRoom(): void {
    if (this.#size < this.#settings.limits.workers) return;
    const [oldest] = [...this.#pools.values()]
      .flatMap(({ leastRecentlyUsed }) => leastRecentlyUsed ?? [])
      .toSorted((a, b) => a.lastUsedAt - b.lastUsedAt);
    if (oldest === undefined) return;
    this.#pools.get(oldest.definition)?.remove(oldest);
    void oldest.end();
  }
}

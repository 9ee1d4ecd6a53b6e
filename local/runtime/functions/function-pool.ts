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
  /** Called when the invocation's turn has come: waiting in line is this machine's, not the function's. */
  readonly onStart?: () => void;
}

export interface PoolSettings {
  readonly definitions: readonly FunctionDefinition[];
  /** Variables that every function sees beside its own: endpoints, credentials, region. */
  readonly environment: (definition: FunctionDefinition) => Readonly<Record<string, string>>;
  readonly clock: RuntimeClock;
  readonly logs: LogStore;
  readonly metrics: MetricSink;
  readonly limits: ConcurrencyLimits;
}

const growthOf = ({
  invocations,
  workersPerFunction,
}: ConcurrencyLimits): Readonly<Record<Priority, ScalingPolicy>> => ({
  interactive: { immediate: 3, waitMilliseconds: 100, maximum: invocations },
  background: { immediate: 1, waitMilliseconds: 1_500, maximum: workersPerFunction },
});

/** Runs functions, each in warm workers of its own. More work than workers waits in line. */
export class FunctionPool {
  readonly #settings: PoolSettings;
  readonly #crews = new Map<FunctionDefinition, WorkerPool>();
  readonly #byName = new Map<string, FunctionDefinition>();
  readonly #turns: Semaphore;
  readonly #growth: Readonly<Record<Priority, ScalingPolicy>>;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    this.#turns = new Semaphore(settings.limits.invocations);
    this.#growth = growthOf(settings.limits);
    for (const definition of settings.definitions) {
      this.#byName.set(definition.name, definition);
      this.#byName.set(definition.arn, definition);
      this.#crews.set(
        definition,
        new WorkerPool(
          () => this.#hire(definition),
          () => this.#mayGrow(),
        ),
      );
    }
  }

  find(nameOrArn: string): FunctionDefinition | undefined {
    return this.#byName.get(nameOrArn.replace(/:\$LATEST$/, ''));
  }

  /** Invokes as Lambda's RequestResponse does: rejects with `FunctionError` where Lambda would say FunctionError. */
  async invoke(nameOrArn: string, payload: unknown, options: InvokeOptions = {}): Promise<unknown> {
    const definition = this.find(nameOrArn);
    const crew = definition === undefined ? undefined : this.#crews.get(definition);
    if (definition === undefined || crew === undefined) throw notFound(nameOrArn);
    const event = JSON.stringify(payload) ?? 'null';
    const bytes = Buffer.byteLength(event);
    if (bytes > payloadLimitBytes) throw requestTooLarge(bytes);
    const { priority = 'background', onStart } = options;
    const worker = await crew.acquire(this.#growth[priority]);
    await this.#turns.acquire(priority);
    try {
      onStart?.();
      return await this.#measured(worker, event);
    } finally {
      this.#turns.release();
      crew.release(worker);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#crews.values()].map((crew) => crew.end()));
  }

  async #measured(worker: WarmWorker, event: string): Promise<unknown> {
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

  /** Under the function's name, and, as Lambda does, over all functions. */
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

  #hire(definition: FunctionDefinition): WarmWorker {
    this.#makeRoom();
    const { clock, logs, environment } = this.#settings;
    const worker = new WarmWorker({
      definition,
      env: environment(definition),
      clock,
      onOutput: (text, requestId) => logs.output(definition.name, requestId, text),
      onExit: () => this.#crews.get(definition)?.remove(worker),
    });
    return worker;
  }

  get #size(): number {
    return [...this.#crews.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Loading keeps a core busy: more at once than there are would all be late, and whoever waits for them asks for still more. */
  #mayGrow(): boolean {
    const loading = [...this.#crews.values()].reduce((sum, crew) => sum + crew.loading, 0);
    return loading < availableParallelism() && this.#size < this.#settings.limits.workers;
  }

  /** Beyond what is kept, the idle one that was used longest ago gives way. */
  #makeRoom(): void {
    if (this.#size < this.#settings.limits.workers) return;
    const [oldest] = [...this.#crews.values()]
      .flatMap(({ leastRecentlyUsed }) => leastRecentlyUsed ?? [])
      .toSorted((a, b) => a.lastUsedAt - b.lastUsedAt);
    if (oldest === undefined) return;
    this.#crews.get(oldest.definition)?.remove(oldest);
    void oldest.end();
  }
}

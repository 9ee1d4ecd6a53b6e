import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { LogStore } from '../telemetry/logs.ts';
import type { MetricSink } from '../telemetry/metrics.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { FunctionDefinition } from './definitions.ts';
import { FunctionError, notFound, payloadLimitBytes, requestTooLarge, responseTooLarge } from './function-error.ts';
import type { InvocationMessage } from './messages.ts';
import { WarmWorker } from './warm-worker.ts';

/** Somebody waiting at the API goes before work in the background. */
export type Urgency = 'interactive' | 'background';

export interface InvokeOptions {
  readonly urgency?: Urgency;
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
}

/** Invocations at the same time. They wait for the network most of their time, so more than there are cores. */
const busyLimit = Math.max(6, availableParallelism() * 4);
/** Threads kept in memory, idle ones included. The least recently used idle one gives way. */
const aliveLimit = 24;

/** Runs functions, each in warm workers of its own. More work than workers waits in line. */
export class FunctionPool {
  readonly #settings: PoolSettings;
  readonly #byName = new Map<string, FunctionDefinition>();
  readonly #idle: WarmWorker[] = [];
  readonly #alive = new Set<WarmWorker>();
  readonly #waiting: Record<Urgency, (() => void)[]> = { interactive: [], background: [] };
  #busy = 0;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
    for (const definition of settings.definitions) {
      this.#byName.set(definition.name, definition);
      this.#byName.set(definition.arn, definition);
    }
  }

  get definitions(): readonly FunctionDefinition[] {
    return this.#settings.definitions;
  }

  find(nameOrArn: string): FunctionDefinition | undefined {
    return this.#byName.get(nameOrArn) ?? this.#byName.get(nameOrArn.replace(/:\$LATEST$/, ''));
  }

  /** Invokes as Lambda's RequestResponse does: rejects with `FunctionError` where Lambda would say FunctionError. */
  async invoke(
    nameOrArn: string,
    payload: unknown,
    { urgency = 'background', onStart }: InvokeOptions = {},
  ): Promise<unknown> {
    const definition = this.find(nameOrArn);
    if (definition === undefined) throw notFound(nameOrArn);
    const event = JSON.stringify(payload) ?? 'null';
    if (Buffer.byteLength(event) > payloadLimitBytes) throw requestTooLarge(Buffer.byteLength(event));
    await this.#turn(urgency);
    try {
      onStart?.();
      return await this.#measured(definition, event);
    } finally {
      this.#busy--;
      (this.#waiting.interactive.shift() ?? this.#waiting.background.shift())?.();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#alive].map((worker) => worker.end()));
  }

  async #turn(urgency: Urgency): Promise<void> {
    if (this.#busy >= busyLimit) await new Promise<void>((resolve) => this.#waiting[urgency].push(resolve));
    this.#busy++;
  }

  async #measured(definition: FunctionDefinition, event: string): Promise<unknown> {
    const { metrics, logs } = this.#settings;
    const startedAt = performance.now();
    const dimensions = { FunctionName: definition.name };
    const record = (name: string, value: number): void =>
      metrics.put({ namespace: 'AWS/Lambda', name, dimensions, value });
    record('Invocations', 1);
    const requestId = randomUUID();
    try {
      const result = await this.#run(definition, requestId, event);
      record('Errors', 0);
      return result;
    } catch (error) {
      record('Errors', 1);
      if (error instanceof FunctionError) logs.failure(definition.name, requestId, error.failure);
      throw error;
    } finally {
      record('Duration', performance.now() - startedAt);
    }
  }

  async #run(definition: FunctionDefinition, requestId: string, event: string): Promise<unknown> {
    const worker = this.#worker(definition);
    try {
      const payload = await worker.run(this.#message(definition, requestId, event));
      const bytes = Buffer.byteLength(payload);
      if (bytes > payloadLimitBytes) throw responseTooLarge(bytes);
      return JSON.parse(payload);
    } finally {
      if (worker.dead) this.#alive.delete(worker);
      else this.#idle.push(worker);
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

  #worker(definition: FunctionDefinition): WarmWorker {
    const warm = this.#idle.findLastIndex((worker) => worker.definition === definition && !worker.dead);
    const [idle] = warm === -1 ? [] : this.#idle.splice(warm, 1);
    if (idle !== undefined) return idle;
    if (this.#alive.size >= aliveLimit) this.#evict();
    const { clock, logs, environment } = this.#settings;
    const worker = new WarmWorker({
      definition,
      env: environment(definition),
      clock,
      onOutput: (text, requestId) => logs.output(definition.name, requestId, text),
      onExit: () => this.#forget(worker),
    });
    this.#alive.add(worker);
    return worker;
  }

  #evict(): void {
    const [oldest] = this.#idle.splice(0, 1); // workers are put back at the end, so the first was used longest ago
    if (oldest === undefined) return;
    this.#alive.delete(oldest);
    void oldest.end();
  }

  #forget(worker: WarmWorker): void {
    this.#alive.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
  }
}

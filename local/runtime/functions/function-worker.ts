import { Worker } from 'node:worker_threads';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import { compileCacheDirectory } from './compile-cache.ts';
import { FunctionError, loadedTooLate, loadFailed, timedOut } from './function-error.ts';
import type { FunctionCode, InvocationMessage, WorkerMessage, WorkerRequest, WorkerStart } from './worker-messages.ts';

/** Lambda gives a function ten seconds to load. A busy laptop may need more. */
const initializationMilliseconds = 60_000;
const heapCheckMilliseconds = 2_000;
/** A worker whose heap is larger than this after an invocation is replaced by a new one. Fourteen functions fill it. */
const exhaustedHeapBytes = 96e6;
const youngGenerationMegabytes = 8;

interface Pending {
  readonly requestId: string | undefined;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (payload: string) => void;
  readonly reject: (error: FunctionError) => void;
}

export interface WorkerSettings {
  readonly clock: RuntimeClock;
  readonly heapMegabytes: number;
  readonly onOutput: (functionName: string, text: string, requestId: string | undefined) => void;
  readonly onExit: () => void;
}

/**
 * A thread that can run any function. It loads a function at its first invocation, keeps it loaded, and serves one
 * invocation at a time, like Lambda's execution environment. Sharing a thread saves the memory of an own JavaScript
 * heap for each function.
 */
export class FunctionWorker {
  readonly #thread: Worker;
  readonly #ready: Promise<void>;
  readonly #onExit: () => void;
  readonly #assigned = new Set<string>();
  readonly #loaded = new Set<string>();
  #pending: Pending | undefined;
  #current = '';
  #heapCheckedAt = performance.now();
  #isLoading = false;
  #isDead = false;
  #isExhausted = false;
  lastUsedAt = performance.now();
  /** How long the last function took to load here. */
  loadMilliseconds = 0;

  constructor({ clock, heapMegabytes, onOutput, onExit }: WorkerSettings) {
    const workerData: WorkerStart = { clockOffset: clock.offsetBuffer };
    this.#onExit = onExit;
    this.#thread = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      // The cache also holds worker.ts without its types. Stripping them would take 11 MB in each worker.
      env: { NODE_COMPILE_CACHE: compileCacheDirectory },
      execArgv: ['--no-warnings'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMegabytes, maxOldGenerationSizeMb: heapMegabytes },
    });
    this.#thread.unref();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#ready = promise;
    promise.catch(() => {}); // an invocation that waits for it gets the rejection
    this.#thread.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') resolve();
      else if (message.kind === 'output') onOutput(this.#current, message.text, this.#pending?.requestId);
      else this.#complete(message);
    });
    const exited = (errorType: string, errorMessage: string): void => {
      const error = new FunctionError({ errorType, errorMessage });
      reject(error);
      this.#end(error);
    };
    this.#thread.once('error', (error: Error & { code?: string }) => {
      const isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      exited(isOutOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError', error.message);
    });
    this.#thread.once('exit', (code) => exited('Runtime.ExitError', `Runtime exited with exit code ${code}`));
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Whether the worker should be replaced because its heap has grown. */
  get isExhausted(): boolean {
    return this.#isExhausted;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** How many functions are loaded here or about to be. */
  get functionCount(): number {
    return this.#assigned.size;
  }

  /** Whether a function is loaded here or about to be. */
  has(functionName: string): boolean {
    return this.#assigned.has(functionName);
  }

  /** Counts a function as loaded, before `run` loads it. */
  assign(functionName: string): void {
    this.#assigned.add(functionName);
  }

  /** Runs one invocation, and loads its function first if needed. The time limit starts when it is loaded. */
  async run(code: FunctionCode, invocation: InvocationMessage): Promise<string> {
    await this.#ready;
    this.#current = code.name;
    try {
      if (!this.#loaded.has(code.name)) await this.#load(code);
      const { requestId, context } = invocation;
      const late = timedOut(requestId, context.timeoutMilliseconds / 1000);
      return await this.#send({ kind: 'invoke', invocation }, context.timeoutMilliseconds, late);
    } finally {
      this.lastUsedAt = performance.now();
      void this.#checkHeap();
    }
  }

  async stop(): Promise<void> {
    this.#isDead = true;
    await this.#thread.terminate();
  }

  async #load(code: FunctionCode): Promise<void> {
    this.#isLoading = true;
    const startedAt = performance.now();
    try {
      await this.#send({ kind: 'load', code }, initializationMilliseconds, loadedTooLate());
      this.loadMilliseconds = performance.now() - startedAt;
      this.#loaded.add(code.name);
    } catch (error) {
      // Node caches a failed import, so the function can be loaded again only in another worker.
      void this.stop();
      throw error instanceof FunctionError ? loadFailed(error.failure) : error;
    } finally {
      this.#isLoading = false;
    }
  }

  #send(request: WorkerRequest, milliseconds: number, late: FunctionError): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#end(late);
        void this.#thread.terminate();
      }, milliseconds);
      const requestId = request.kind === 'invoke' ? request.invocation.requestId : undefined;
      this.#pending = { requestId, timer, resolve, reject };
      this.#thread.postMessage(request);
    });
  }

  #complete(message: Extract<WorkerMessage, { kind: 'loaded' | 'response' | 'failure' }>): void {
    const pending = this.#takePending();
    if (message.kind === 'failure') pending?.reject(new FunctionError(message.failure));
    else pending?.resolve(message.kind === 'response' ? message.payload : '');
  }

  #end(error: FunctionError): void {
    this.#isDead = true;
    this.#takePending()?.reject(error);
    this.#onExit();
  }

  #takePending(): Pending | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    clearTimeout(pending?.timer);
    return pending;
  }

  async #checkHeap(): Promise<void> {
    if (this.#isDead || performance.now() - this.#heapCheckedAt < heapCheckMilliseconds) return;
    this.#heapCheckedAt = performance.now();
    try {
      const { used_heap_size: bytes } = await this.#thread.getHeapStatistics();
      this.#isExhausted = bytes > exhaustedHeapBytes;
    } catch {
      return; // The thread has ended in the meantime. Its `exit` event is handled.
    }
  }
}

import { Worker } from 'node:worker_threads';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { FunctionDefinition } from './function-definitions.ts';
import { FunctionError, timedOut } from './function-error.ts';
import type { InvocationMessage, WorkerMessage, WorkerStart } from './worker-messages.ts';

/** Lambda gives a function ten seconds to load; a busy laptop may need more. */
const initializationMilliseconds = 60_000;

interface Invocation {
  readonly message: InvocationMessage;
  readonly resolve: (payload: string) => void;
  readonly reject: (error: FunctionError) => void;
  timer: NodeJS.Timeout | undefined;
}

export interface WorkerSettings {
  readonly definition: FunctionDefinition;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: RuntimeClock;
  readonly onOutput: (text: string, requestId: string | undefined) => void;
  readonly onExit: () => void;
}

/** A thread with one function loaded: Lambda's execution environment, which serves one invocation at a time. */
export class WarmWorker {
  readonly definition: FunctionDefinition;
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #current: Invocation | undefined;
  #dead = false;
  #loading = true;
  lastUsedAt = performance.now();

  constructor({ definition, env, clock, onOutput, onExit }: WorkerSettings) {
    this.definition = definition;
    const workerData: WorkerStart = {
      directory: definition.directory,
      handler: definition.handler,
      clockOffset: clock.offsetBuffer,
    };
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      env: { ...env },
      execArgv: ['--enable-source-maps', '--no-warnings'],
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxYoungGenerationSizeMb: 16,
        maxOldGenerationSizeMb: Math.max(definition.memoryMegabytes, 128),
      },
    });
    this.#worker.unref();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#ready = promise;
    const loaded = (): void => {
      this.#loading = false;
    };
    // `run` awaits it too; this handler keeps the rejection of an idle worker from being unhandled
    this.#ready.then(loaded, loaded);
    const slow = setTimeout(() => {
      reject(new FunctionError({ errorType: 'Sandbox.Timedout', errorMessage: 'the function did not load in time' }));
      void this.#worker.terminate();
    }, initializationMilliseconds);
    this.#worker.on('message', (message: WorkerMessage) => {
      if (message.is === 'output') return onOutput(message.text, this.#current?.message.requestId);
      if (message.is === 'ready') {
        clearTimeout(slow);
        return resolve();
      }
      if (message.is === 'refused') {
        const { errorType, ...rest } = message.failure;
        const type = errorType.startsWith('Runtime.') ? errorType : 'Runtime.ImportModuleError';
        return reject(
          new FunctionError({ ...rest, errorType: type, errorMessage: `${errorType}: ${rest.errorMessage}` }),
        );
      }
      this.#complete(message);
    });
    const died = (reason: string, type: string): void => {
      clearTimeout(slow);
      this.#dead = true;
      const error = new FunctionError({ errorType: type, errorMessage: reason });
      reject(error);
      this.#fail(error);
      onExit();
    };
    this.#worker.once('error', (error: Error & { code?: string }) => {
      const type = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
      died(error.message, type);
    });
    this.#worker.once('exit', (code) => died(`Runtime exited with exit code ${code}`, 'Runtime.ExitError'));
  }

  get dead(): boolean {
    return this.#dead;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Runs one invocation. Its time limit starts when the function has loaded. */
  async run(message: InvocationMessage): Promise<string> {
    await this.#ready;
    return new Promise((resolve, reject) => {
      const { timeoutMilliseconds } = message.context;
      const timer = setTimeout(() => {
        this.#dead = true;
        this.#fail(timedOut(message.requestId, timeoutMilliseconds / 1000));
        void this.#worker.terminate();
      }, timeoutMilliseconds);
      this.#current = { message, resolve, reject, timer };
      this.#worker.postMessage(message);
    });
  }

  async end(): Promise<void> {
    this.#dead = true;
    await this.#worker.terminate();
  }

  #complete(message: Extract<WorkerMessage, { requestId: string }>): void {
    const current = this.#current;
    if (current?.message.requestId !== message.requestId) return;
    this.#current = undefined;
    clearTimeout(current.timer);
    this.lastUsedAt = performance.now();
    if (message.is === 'answer') current.resolve(message.payload);
    else current.reject(new FunctionError(message.failure));
  }

  #fail(error: FunctionError): void {
    const current = this.#current;
    this.#current = undefined;
    clearTimeout(current?.timer);
    current?.reject(error);
  }
}

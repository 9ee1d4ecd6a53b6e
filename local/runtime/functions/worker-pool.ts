import { availableParallelism } from 'node:os';
import type { ConcurrencyLimits } from '../concurrency-limits.ts';
import { throttled } from './function-error.ts';
import type { FunctionWorker } from './function-worker.ts';

/**
 * A call by a function that waits for its result goes first, because its caller occupies a worker. Then requests at the
 * API go before background work. Of these, authorized requests go before requests that still need their authorizer:
 * otherwise an overload is spent on authorizing requests whose time ends before their function starts.
 */
export type Priority = 'nested' | 'authorized' | 'interactive' | 'background';

const priorities: readonly Priority[] = ['nested', 'authorized', 'interactive', 'background'];

interface WarmWait {
  readonly milliseconds: number;
  readonly loads: number;
}

/**
 * How long a request waits for a worker that has its function loaded before another worker loads it too: this time, and
 * this many times as long as loading took lately. Loading takes memory, and more processor time than most invocations.
 */
const warmWait: Readonly<Record<Priority, WarmWait>> = {
  nested: { milliseconds: 50, loads: 1 },
  authorized: { milliseconds: 100, loads: 1 },
  interactive: { milliseconds: 100, loads: 1 },
  background: { milliseconds: 1_500, loads: 5 },
};

interface Waiting {
  readonly functionName: string;
  readonly priority: Priority;
  readonly since: number;
  readonly timer: NodeJS.Timeout;
  readonly take: (worker: FunctionWorker) => void;
}

/** A bounded number of workers that all functions share. Requests beyond it are queued. */
export class WorkerPool {
  readonly #limits: ConcurrencyLimits;
  readonly #start: () => FunctionWorker;
  readonly #workers = new Set<FunctionWorker>();
  /** Least recently used first. */
  readonly #idle: FunctionWorker[] = [];
  readonly #background = new Set<FunctionWorker>();
  #loadMilliseconds = 0;
  readonly #queues: Readonly<Record<Priority, Waiting[]>> = {
    nested: [],
    authorized: [],
    interactive: [],
    background: [],
  };

  constructor(limits: ConcurrencyLimits, start: () => FunctionWorker) {
    this.#limits = limits;
    this.#start = start;
  }

  get size(): number {
    return this.#workers.size;
  }

  get loadedFunctions(): number {
    return this.#sum((worker) => worker.functionCount);
  }

  /**
   * Resolves with a worker for one invocation of the function. It must be released afterwards. Rejects as throttled
   * when none is free within the given time.
   */
  acquire(functionName: string, priority: Priority, withinMilliseconds?: number): Promise<FunctionWorker> {
    const worker = this.#place(functionName, priority, 0);
    if (worker !== undefined) return Promise.resolve(worker);
    return new Promise((resolve, reject) => {
      const queue = this.#queues[priority];
      const timer = setTimeout(() => this.#dispatch(), this.#waitMilliseconds(priority));
      const expiry = withinMilliseconds === undefined ? undefined : setTimeout(() => giveUp(), withinMilliseconds);
      const take = (taken: FunctionWorker): void => {
        clearTimeout(expiry);
        resolve(taken);
      };
      const waiting: Waiting = { functionName, priority, since: performance.now(), timer, take };
      const giveUp = (): void => {
        clearTimeout(timer);
        queue.splice(queue.indexOf(waiting), 1);
        reject(throttled());
      };
      queue.push(waiting);
    });
  }

  release(worker: FunctionWorker): void {
    this.#background.delete(worker);
    this.#loadMilliseconds = (this.#loadMilliseconds + worker.loadMilliseconds) / 2;
    const isSurplus = this.#workers.size > this.#limits.workers;
    if (worker.isDead || worker.isExhausted || isSurplus) this.#stop(worker);
    else if (this.#workers.has(worker)) this.#idle.push(worker);
    this.#dispatch();
  }

  /** Forgets a worker whose thread has ended. */
  remove(worker: FunctionWorker): void {
    this.#workers.delete(worker);
    this.#background.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
    this.#dispatch();
  }

  async stop(): Promise<void> {
    for (const { timer } of priorities.flatMap((priority) => this.#queues[priority])) clearTimeout(timer);
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
  }

  /** Gives workers to waiting requests, in the order of priority and time. */
  #dispatch(): void {
    for (const priority of priorities) {
      const queue = this.#queues[priority];
      for (let at = 0; at < queue.length; ) {
        const waiting = queue[at];
        if (waiting === undefined || !this.#hasRoom(priority)) break;
        const worker = this.#place(waiting.functionName, priority, performance.now() - waiting.since);
        if (worker === undefined) at++;
        else {
          queue.splice(at, 1);
          clearTimeout(waiting.timer);
          waiting.take(worker);
        }
      }
    }
  }

  #waitMilliseconds(priority: Priority): number {
    const { milliseconds, loads } = warmWait[priority];
    return Math.max(milliseconds, loads * this.#loadMilliseconds);
  }

  #hasRoom(priority: Priority): boolean {
    if (priority === 'background' && this.#background.size >= this.#limits.backgroundWorkers) return false;
    return this.#idle.length > 0 || this.#workers.size < this.#maximum(priority);
  }

  /** The callers of nested invocations may occupy all workers, so these may start as many again. */
  #maximum(priority: Priority): number {
    return priority === 'nested' ? 2 * this.#limits.workers : this.#limits.workers;
  }

  #place(functionName: string, priority: Priority, waitedMilliseconds: number): FunctionWorker | undefined {
    if (!this.#hasRoom(priority)) return undefined;
    const warm = this.#idle.findLast((worker) => worker.has(functionName));
    const worker = warm ?? this.#workerToLoad(functionName, priority, waitedMilliseconds);
    if (worker === undefined) return undefined;
    this.#idle.splice(this.#idle.indexOf(worker), this.#idle.includes(worker) ? 1 : 0);
    if (priority === 'background') this.#background.add(worker);
    worker.assign(functionName);
    return worker;
  }

  /** A worker that is to load the function: undefined while it is better to wait for one that has it loaded. */
  #workerToLoad(functionName: string, priority: Priority, waitedMilliseconds: number): FunctionWorker | undefined {
    const isLoadedElsewhere = [...this.#workers].some((worker) => worker.has(functionName));
    if (isLoadedElsewhere) {
      // The timer may fire up to a millisecond early.
      if (waitedMilliseconds < this.#waitMilliseconds(priority) - 1) return undefined;
      if (this.#sum((worker) => (worker.isLoading ? 1 : 0)) >= availableParallelism()) return undefined;
    }
    if (this.loadedFunctions >= this.#limits.loadedFunctions) this.#evict();
    const share = Math.ceil(this.#limits.loadedFunctions / this.#limits.workers);
    const roomiest = this.#idle.toSorted((a, b) => a.functionCount - b.functionCount)[0];
    if (roomiest !== undefined && roomiest.functionCount < share) return roomiest;
    if (this.#workers.size >= this.#maximum(priority)) return roomiest;
    const started = this.#start();
    this.#workers.add(started);
    return started;
  }

  /** Stops the idle worker that was used longest ago. Its functions are loaded again when they are needed. */
  #evict(): void {
    const oldest = this.#idle.shift();
    if (oldest !== undefined) this.#stop(oldest);
  }

  #stop(worker: FunctionWorker): void {
    this.#workers.delete(worker);
    void worker.stop();
  }

  #sum(count: (worker: FunctionWorker) => number): number {
    return [...this.#workers].reduce((sum, worker) => sum + count(worker), 0);
  }
}

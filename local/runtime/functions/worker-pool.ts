import type { WarmWorker } from './warm-worker.ts';

/** When a function gets another worker while its workers are busy. */
export interface ScalingPolicy {
  /** Up to this many workers are started at once. */
  readonly immediate: number;
  /** Beyond that, one is started when a request has waited this long for a warm worker … */
  readonly waitMilliseconds: number;
  /** … up to this many. */
  readonly maximum: number;
}

interface Waiting {
  readonly take: (worker: WarmWorker) => void;
  timer: NodeJS.Timeout;
}

/**
 * The workers of one function. A new worker has to load its bundle, which takes more processor time than most
 * invocations. A warm worker is therefore worth waiting for.
 */
export class WorkerPool {
  readonly #make: () => WarmWorker;
  readonly #mayGrow: () => boolean;
  readonly #idle: WarmWorker[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #workers = new Set<WarmWorker>();

  /** `mayGrow` tells whether memory and processor allow more workers than `immediate`. */
  constructor(make: () => WarmWorker, mayGrow: () => boolean) {
    this.#make = make;
    this.#mayGrow = mayGrow;
  }

  get size(): number {
    return this.#workers.size;
  }

  get loading(): number {
    return [...this.#workers].filter(({ loading }) => loading).length;
  }

  /** The idle worker that was used longest ago, which is stopped first when memory is short. */
  get leastRecentlyUsed(): WarmWorker | undefined {
    return this.#idle[0];
  }

  async acquire(growth: ScalingPolicy): Promise<WarmWorker> {
    const warm = this.#idle.pop();
    if (warm !== undefined) return warm;
    if (this.size < growth.immediate) return this.#startWorker();
    return new Promise((take) => {
      const startOne = (): void => {
        if (this.size >= growth.maximum) return; // the next released worker is taken
        if (!this.#mayGrow()) {
          waiting.timer = setTimeout(startOne, growth.waitMilliseconds);
          return;
        }
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        take(this.#startWorker());
      };
      const waiting: Waiting = { take, timer: setTimeout(startOne, growth.waitMilliseconds) };
      this.#waiting.push(waiting);
    });
  }

  /**
   * Returns a worker after an invocation. It goes to the longest waiting request; a dead worker is replaced by a new
   * one.
   */
  release(worker: WarmWorker): void {
    if (worker.dead) this.#workers.delete(worker);
    const next = this.#waiting.shift();
    if (next !== undefined) {
      clearTimeout(next.timer);
      next.take(worker.dead ? this.#startWorker() : worker);
    } else if (!worker.dead) this.#idle.push(worker);
  }

  /** Removes a worker that has ended or is about to. */
  remove(worker: WarmWorker): void {
    this.#workers.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
  }

  async end(): Promise<void> {
    for (const { timer } of this.#waiting) clearTimeout(timer);
    await Promise.all([...this.#workers].map((worker) => worker.end()));
  }

  #startWorker(): WarmWorker {
    const worker = this.#make();
    this.#workers.add(worker);
    return worker;
  }
}

import type { WarmWorker } from './warm-worker.ts';

/** How soon a function gets another worker beside the busy ones it has. */
export interface ScalingPolicy {
  /** Made at once up to so many. */
  readonly immediate: number;
  /** Beyond that, only when somebody has waited so long for a warm one … */
  readonly waitMilliseconds: number;
  /** … and never more than these. */
  readonly maximum: number;
}

interface Waiting {
  readonly take: (worker: WarmWorker) => void;
  patience: NodeJS.Timeout;
}

/**
 * The workers of one function. A new worker has to load its bundle, which costs more of the processor than most invocations do, so a warm one is worth
 * waiting for.
 */
export class WorkerPool {
  readonly #make: () => WarmWorker;
  readonly #mayGrow: () => boolean;
  readonly #idle: WarmWorker[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #members = new Set<WarmWorker>();

  /** `mayGrow` says whether there is room for more than the eager ones: in memory, and on the processor that has to load them. */
  constructor(make: () => WarmWorker, mayGrow: () => boolean) {
    this.#make = make;
    this.#mayGrow = mayGrow;
  }

  get size(): number {
    return this.#members.size;
  }

  get loading(): number {
    return [...this.#members].filter(({ loading }) => loading).length;
  }

  /** The idle worker that was used longest ago, to give its memory back. */
  get leastRecentlyUsed(): WarmWorker | undefined {
    return this.#idle[0];
  }

  async acquire(growth: ScalingPolicy): Promise<WarmWorker> {
    const warm = this.#idle.pop();
    if (warm !== undefined) return warm;
    if (this.size < growth.immediate) return this.#hire();
    return new Promise((take) => {
      const lose = (): void => {
        if (this.size >= growth.maximum) return; // the next one to be released comes to us
        if (!this.#mayGrow()) {
          waiting.patience = setTimeout(lose, growth.waitMilliseconds);
          return;
        }
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        take(this.#hire());
      };
      const waiting: Waiting = { take, patience: setTimeout(lose, growth.waitMilliseconds) };
      this.#waiting.push(waiting);
    });
  }

  /** Gives a worker back after an invocation. Whoever has waited longest gets it; in a dead one's place, a new one. */
  release(worker: WarmWorker): void {
    if (worker.dead) this.#members.delete(worker);
    const next = this.#waiting.shift();
    if (next !== undefined) {
      clearTimeout(next.patience);
      next.take(worker.dead ? this.#hire() : worker);
    } else if (!worker.dead) this.#idle.push(worker);
  }

  /** Forgets a worker that ended, or that is to end. */
  remove(worker: WarmWorker): void {
    this.#members.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
  }

  async end(): Promise<void> {
    for (const { patience } of this.#waiting) clearTimeout(patience);
    await Promise.all([...this.#members].map((worker) => worker.end()));
  }

  #hire(): WarmWorker {
    const worker = this.#make();
    this.#members.add(worker);
    return worker;
  }
}

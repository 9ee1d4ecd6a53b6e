interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly fire: () => void;
  real: NodeJS.Timeout | undefined;
}

/** Node fires a longer timer at once, so longer waits are split into parts of this length. */
const longestTimeoutMilliseconds = 2_000_000_000;

/**
 * The clock of a running stack: the machine's clock plus an offset. Workers read the offset from shared memory, so that
 * `Date` inside a function and a Wait state agree. It never moves backward.
 */
export class RuntimeClock {
  readonly #offset: BigInt64Array;
  readonly offsetBuffer = new SharedArrayBuffer(8);
  readonly #timers = new Set<Timer>();
  #order = 0;

  constructor(startAt?: Date) {
    this.#offset = new BigInt64Array(this.offsetBuffer);
    if (startAt !== undefined) Atomics.store(this.#offset, 0, BigInt(startAt.getTime() - Date.now()));
  }

  now(): Date {
    return new Date(this.milliseconds());
  }

  milliseconds(): number {
    return Date.now() + Number(Atomics.load(this.#offset, 0));
  }

  /**
   * Calls back when the clock reaches the instant, by the passing of time or by a move. Returns a function that cancels
   * the callback.
   */
  callAt(instant: number, fire: () => void): () => void {
    const timer: Timer = { dueAt: instant, order: this.#order++, fire, real: undefined };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => this.#cancel(timer);
  }

  /** Resolves after this time on this clock. Rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const onAbort = (): void => {
        cancel();
        reject(signal?.reason);
      };
      const cancel = this.callAt(this.milliseconds() + milliseconds, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /**
   * Moves forward to the instant and fires the timers due before it, in order. Each sees the clock at its due instant
   * or later.
   */
  moveTo(instant: Date): void {
    const target = instant.getTime();
    if (target < this.milliseconds()) {
      throw new RangeError(
        `the clock only moves forward: it is ${this.now().toISOString()}, requested ${instant.toISOString()}`,
      );
    }
    for (;;) {
      const due = [...this.#timers]
        .filter((timer) => timer.dueAt <= target)
        .sort((a, b) => a.dueAt - b.dueAt || a.order - b.order)[0];
      if (due === undefined) break;
      this.#setTo(Math.max(due.dueAt, this.milliseconds()));
      this.#cancel(due);
      due.fire();
    }
    this.#setTo(Math.max(target, this.milliseconds()));
    for (const timer of this.#timers) this.#arm(timer);
  }

  stop(): void {
    for (const timer of [...this.#timers]) this.#cancel(timer);
  }

  #setTo(milliseconds: number): void {
    Atomics.store(this.#offset, 0, BigInt(Math.round(milliseconds - Date.now())));
  }

  #arm(timer: Timer): void {
    clearTimeout(timer.real);
    const wait = Math.max(0, Math.min(timer.dueAt - this.milliseconds(), longestTimeoutMilliseconds));
    timer.real = setTimeout(() => {
      if (timer.dueAt > this.milliseconds()) return this.#arm(timer);
      this.#cancel(timer);
      timer.fire();
    }, wait);
  }

  #cancel(timer: Timer): void {
    clearTimeout(timer.real);
    this.#timers.delete(timer);
  }
}

/** A request at the API goes before background work. */
export type Priority = 'interactive' | 'background';

/** Limits how many run at the same time. The others wait, interactive ones first. */
export class Semaphore {
  readonly #limit: number;
  readonly #waiting: Record<Priority, (() => void)[]> = { interactive: [], background: [] };
  #acquired = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async acquire(priority: Priority): Promise<void> {
    if (this.#acquired < this.#limit) {
      this.#acquired++;
      return;
    }
    // `release` passes the permit on, so the count stays.
    await new Promise<void>((resolve) => this.#waiting[priority].push(resolve));
  }

  release(): void {
    const next = this.#waiting.interactive.shift() ?? this.#waiting.background.shift();
    if (next === undefined) this.#acquired--;
    else next();
  }
}

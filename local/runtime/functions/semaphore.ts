/** Somebody waiting at the API goes before work in the background. */
export type Priority = 'interactive' | 'background';

/** Lets so many work at the same time; the rest waits in line, the urgent ones first. */
export class Semaphore {
  readonly #limit: number;
  readonly #waiting: Record<Priority, (() => void)[]> = { interactive: [], background: [] };
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async acquire(urgency: Priority): Promise<void> {
    if (this.#taken < this.#limit) {
      this.#taken++;
      return;
    }
    // The one who gives back hands its turn on, so the count stays.
    await new Promise<void>((resolve) => this.#waiting[urgency].push(resolve));
  }

  release(): void {
    const next = this.#waiting.interactive.shift() ?? this.#waiting.background.shift();
    if (next === undefined) this.#taken--;
    else next();
  }
}

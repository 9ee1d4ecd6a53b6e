/** A list that keeps its last entries. A stack that runs for days must not keep everything that ever happened. */
export class BoundedList<Entry> {
  readonly #limit: number;
  #entries: Entry[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The entries, oldest first: at least as many as the limit, once there were that many. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
    // Twice the limit, so that the list is not copied at every entry.
    if (this.#entries.length >= 2 * this.#limit) this.#entries = this.#entries.slice(-this.#limit);
  }
}

const inspect = Symbol.for('nodejs.util.inspect.custom');
const redacted = '[redacted]';

/** A credential or token in memory. Every way to print it says `[redacted]`; `reveal()` is called where it is sent, and nowhere else. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect](): string {
    return redacted;
  }
}

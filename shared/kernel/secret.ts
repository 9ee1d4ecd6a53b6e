const inspect = Symbol.for('nodejs.util.inspect.custom');
const redacted = '[redacted]';

/**
 * A credential or token in memory. Every printed form of it is `[redacted]`. Only code that sends the value calls
 * `reveal()`.
 */
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

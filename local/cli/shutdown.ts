/** Cleanup steps that run however the command ends, and what ends it: a signal, or a failure while it serves. */
export class Shutdown {
  readonly #steps: (() => Promise<void> | void)[] = [];
  readonly #interrupt = Promise.withResolvers<void>();
  interrupted = false;
  /** Set once the stack serves: from then on a signal is the ordinary end, with exit status 0. */
  serving = false;

  constructor() {
    this.#interrupt.promise.catch(() => {}); // `fail` may come before anybody waits
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // A second signal ends the process without waiting for steps that hang.
        if (this.interrupted) process.exit(130);
        this.interrupted = true;
        this.#interrupt.resolve();
      });
    }
  }

  /** Resolves when a signal asks the command to end. Rejects when a part of the stack has failed. */
  get interruption(): Promise<void> {
    return this.#interrupt.promise;
  }

  /** Ends the command with an error, because a part of the stack that it needs has failed. */
  fail(error: Error): void {
    this.#interrupt.reject(error);
  }

  add(step: () => Promise<void> | void): void {
    this.#steps.unshift(step);
  }

  /** Runs every step, the last added first. A failing step is reported, and the others still run. */
  async run(): Promise<void> {
    for (const step of this.#steps.splice(0)) {
      try {
        await step();
      } catch (error) {
        process.stderr.write(
          `vectis: could not stop cleanly: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      }
    }
  }
}

/** What must be undone however the command ends. */
export class Shutdown {
  readonly #steps: (() => Promise<void> | void)[] = [];
  readonly #interrupt = Promise.withResolvers<void>();
  interrupted = false;
  /** Set once there is nothing left to do but serve: a signal is then the ordinary end. */
  serving = false;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // Whoever asks twice does not want to wait for what will not end.
        if (this.interrupted) process.exit(130);
        this.interrupted = true;
        this.#interrupt.resolve();
      });
    }
  }

  /** Settles when a signal asks the command to end. */
  get interruption(): Promise<void> {
    return this.#interrupt.promise;
  }

  add(step: () => Promise<void> | void): void {
    this.#steps.unshift(step);
  }

  /** Undoes everything, last first. What fails to stop is said and does not keep the rest from stopping. */
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

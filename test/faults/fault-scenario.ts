/** A fault of Microsoft, AWS or the runtime during a sync, and the code that protects against it. */
export interface FaultScenario {
  /** The number in the fault catalog. Several scenarios may share one. */
  readonly number: number;
  readonly fault: string;
  /** The exact result of `run`. */
  readonly expected: string;
  readonly protection: Protection;
  /** Injects the fault and returns the outcome as a text. An error is an outcome, too. */
  run(): Promise<string>;
}

/** A change to the source that removes the protection. With it the same run must have another outcome. */
export interface Protection {
  /** Path below the root of the project. */
  readonly file: string;
  /** Occurs in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Description of the change, for the page. */
  readonly without: string;
}

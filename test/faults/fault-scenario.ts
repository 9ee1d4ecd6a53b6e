/** One way in which Microsoft, AWS or the machine lets a reading down, and the line that stands in its way. */
export interface FaultScenario {
  /** In the catalog of faults. Several scenarios may share one. */
  readonly number: number;
  readonly fault: string;
  /** What `run` answers, word for word. */
  readonly expected: string;
  readonly protection: Protection;
  /** Lets the fault happen, and tells what came of it. What it throws is an outcome, too. */
  run(): Promise<string>;
}

/** Taken out of a copy of the source, the same run must come to something else. */
export interface Protection {
  /** Below the root of the project. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** In words, for the page. */
  readonly without: string;
}

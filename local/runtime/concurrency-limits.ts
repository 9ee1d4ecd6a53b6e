import { availableParallelism, totalmem } from 'node:os';

export interface ConcurrencyRange {
  readonly initial: number;
  readonly maximum: number;
}

/** How much runs at the same time on this machine. AWS would run more; here the rest is queued. */
export interface ConcurrencyLimits {
  /** Child executions of a Distributed Map. The number grows while children end well within their time limit. */
  readonly childExecutions: ConcurrencyRange;
  /** Invocations of functions. */
  readonly invocations: number;
  /** Workers of one function for background work. */
  readonly workersPerFunction: number;
  /**
   * Workers kept in memory, about 60 MB each. With fewer than a run has functions, workers would be reloaded all the
   * time.
   */
  readonly workers: number;
}

const cores = availableParallelism();
const workerBytes = 60e6;
/** Workers that fit into a third of the memory. */
const workersThatFit = Math.floor(totalmem() / 3 / workerBytes);

/**
 * For work that mostly computes. More children and invocations would only wait for a processor and run into their own
 * time limits. An invocation waits for the network half of its time, so there are more of them than cores.
 */
export const defaultLimits: ConcurrencyLimits = {
  childExecutions: { initial: Math.max(8, cores * 4), maximum: Math.max(8, cores * 4) },
  invocations: Math.max(6, cores * 4),
  workersPerFunction: 3,
  workers: Math.min(96, Math.max(32, workersThatFit)),
};

/** For work that mostly waits, as under throttling: a waiting invocation needs no processor but occupies its worker. */
export const ioBoundLimits: ConcurrencyLimits = {
  childExecutions: { initial: Math.max(16, cores * 8), maximum: Math.max(48, cores * 24) },
  invocations: Math.max(96, cores * 48),
  workersPerFunction: 8,
  workers: Math.min(192, Math.max(32, workersThatFit)),
};

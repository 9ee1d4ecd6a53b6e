import { availableParallelism, totalmem } from 'node:os';

export interface ConcurrencyRange {
  readonly initial: number;
  readonly maximum: number;
}

/** How much is done at the same time. AWS would do more; what a machine cannot do at once waits in line. */
export interface ConcurrencyLimits {
  /** Children of a Distributed Map: so many at first, and more while each ends well within its time. */
  readonly childExecutions: ConcurrencyRange;
  /** Invocations of functions. */
  readonly invocations: number;
  /** Workers of one function, for work in the background. */
  readonly workersPerFunction: number;
  /** Workers kept in memory, at about 60 MB each. Fewer than a run has functions, and each would have to load again and again. */
  readonly workers: number;
}

const cores = availableParallelism();
const workerBytes = 60e6;
/** A third of the memory. */
const workersThatFit = Math.floor(totalmem() / 3 / workerBytes);

/**
 * For work that is mostly ours: children and invocations beyond these would only wait for the processor, and run into their own time limits. An
 * invocation waits for the network half of its time, so there are more of them than cores.
 */
export const defaultLimits: ConcurrencyLimits = {
  childExecutions: { initial: Math.max(8, cores * 4), maximum: Math.max(8, cores * 4) },
  invocations: Math.max(6, cores * 4),
  workersPerFunction: 3,
  workers: Math.min(96, Math.max(32, workersThatFit)),
};

/** For work that is mostly waiting, as under throttling: who waits needs no processor, but keeps its worker. */
export const ioBoundLimits: ConcurrencyLimits = {
  childExecutions: { initial: Math.max(16, cores * 8), maximum: Math.max(48, cores * 24) },
  invocations: Math.max(96, cores * 48),
  workersPerFunction: 8,
  workers: Math.min(192, Math.max(32, workersThatFit)),
};

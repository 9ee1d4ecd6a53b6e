import { availableParallelism, totalmem } from 'node:os';

export interface ConcurrencyRange {
  readonly initial: number;
  readonly maximum: number;
}

/** How much runs at the same time on this machine. AWS would run more; here the rest is queued. */
export interface ConcurrencyLimits {
  /** Child executions of a Distributed Map. The number grows while children end well within their time limit. */
  readonly childExecutions: ConcurrencyRange;
  /** Workers in memory. Each runs one invocation at a time, so this is also the limit on concurrent invocations. */
  readonly workers: number;
  /** Workers that background work may occupy, so that requests at the API find a free one. */
  readonly backgroundWorkers: number;
  /**
   * Functions loaded in all workers together, at about 6 MB each. A function counts once for each worker that has it.
   */
  readonly loadedFunctions: number;
}

const cores = availableParallelism();

/**
 * For work that mostly computes. More children and invocations would only wait for a processor and run into their own
 * time limits. An invocation waits for the network half of its time, so there are more of them than cores. The upper
 * limits keep the stack within 900 MB.
 */
export const defaultLimits: ConcurrencyLimits = {
  childExecutions: { initial: Math.max(8, cores * 4), maximum: Math.max(8, cores * 4) },
  workers: 5,
  backgroundWorkers: 4,
  loadedFunctions: 45,
};

/** Workers with four loaded functions that fit into a third of the memory. */
const workersThatFit = Math.floor(totalmem() / 3 / 60e6);
const ioBoundWorkers = Math.min(Math.max(96, cores * 48), Math.max(32, workersThatFit));

/** For work that mostly waits, as under throttling: a waiting invocation needs no processor but occupies its worker. */
export const ioBoundLimits: ConcurrencyLimits = {
  childExecutions: { initial: Math.max(16, cores * 8), maximum: Math.max(48, cores * 24) },
  workers: ioBoundWorkers,
  backgroundWorkers: ioBoundWorkers - 2,
  loadedFunctions: ioBoundWorkers * 4,
};

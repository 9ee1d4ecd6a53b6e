import type { ConcurrencyRange } from '../concurrency-limits.ts';
import type { MapState } from './definition.ts';
import { bytesOf, StateFailure } from './failures.ts';
import { evaluateTemplate } from './payload-template.ts';
import type { MapWork, StateScope } from './state-scope.ts';

/** Cuts items into batches by number and by bytes; without ItemBatcher every item is a child of its own. */
const childInputs = async ({ state, items, input }: MapWork, run: StateScope): Promise<readonly unknown[]> => {
  const batcher = state.ItemBatcher;
  if (batcher === undefined) return items;
  const shared =
    batcher.BatchInput === undefined ? {} : { BatchInput: await evaluateTemplate(batcher.BatchInput, input, run) };
  const batches: unknown[][] = [];
  for (const item of items) {
    const last = batches.at(-1);
    const full =
      last === undefined ||
      last.length >= (batcher.MaxItemsPerBatch ?? Number.POSITIVE_INFINITY) ||
      bytesOf([...last, item]) > (batcher.MaxInputBytesPerBatch ?? Number.POSITIVE_INFINITY);
    if (full) batches.push([item]);
    else last.push(item);
  }
  return batches.map((Items) => ({ Items, ...shared }));
};

/** Whether more children failed than the state puts up with. Without either field none may fail. */
const exceeded = (state: MapState, failed: number, total: number): boolean => {
  if (failed === 0) return false;
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state;
  if (count === undefined && percentage === undefined) return true;
  return (count !== undefined && failed > count) || (percentage !== undefined && (failed / total) * 100 > percentage);
};

/** A child that ends within this time lets one more in; one that takes longer than the other lets one less. A child lives five minutes at most. */
const soonSeconds = 60;
const lateSeconds = 120;

/**
 * Works on so many side by side, and on more while each ends soon: more children at once than this machine serves would only run into their own time
 * limits while they wait in line. The first error ends it.
 */
const inGrowingLanes = async (
  count: number,
  limit: number,
  { initial, maximum }: ConcurrencyRange,
  work: (index: number) => Promise<void>,
): Promise<void> => {
  const [fewest, highest] = [Math.min(initial, limit), Math.min(maximum, limit)];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let [next, lanes] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < count) {
      const begun = performance.now();
      await work(next++);
      const seconds = (performance.now() - begun) / 1000;
      if (seconds < soonSeconds && lanes < highest) open();
      else if (seconds > lateSeconds && lanes > fewest) break;
    }
    lanes--;
    if (lanes === 0) resolve();
  };
  const open = (): void => {
    lanes++;
    lane().catch(reject);
  };
  for (let opened = 0; opened < fewest; opened++) open();
  if (fewest === 0) resolve();
  await promise;
};

/** A Distributed Map: every item, or batch, is a child execution with its own limits; results stand in the order of the items. */
export const runDistributed = async (work: MapWork, run: StateScope): Promise<unknown[]> => {
  const { state, definition, concurrency } = work;
  const inputs = await childInputs(work, run);
  const ended = new AbortController();
  const signal = AbortSignal.any([run.signal, ended.signal]);
  const results: { index: number; result: unknown }[] = [];
  let failed = 0;
  run.history.add('MapRunStarted', {});
  const wanted = concurrency === undefined || concurrency === 0 ? inputs.length : concurrency;
  await inGrowingLanes(inputs.length, Math.min(wanted, inputs.length), run.childConcurrency, async (index) => {
    if (signal.aborted) return;
    try {
      const type = state.ItemProcessor?.ProcessorConfig.ExecutionType ?? 'STANDARD';
      const label = state.Label ?? 'Map';
      const result = await run.runChild({ definition, type, label, input: structuredClone(inputs[index]), signal });
      results.push({ index, result });
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      failed++; // The child's own execution record says why.
      if (exceeded(state, failed, inputs.length)) ended.abort(new Error('too many children failed'));
    }
  });
  run.signal.throwIfAborted();
  if (ended.signal.aborted) {
    run.history.add('MapRunFailed', { mapRunFailedEventDetails: { error: 'States.ExceedToleratedFailureThreshold' } });
    throw new StateFailure(
      'States.ExceedToleratedFailureThreshold',
      `The specified tolerated failure threshold was exceeded: ${failed} of ${inputs.length} failed`,
    );
  }
  run.history.add('MapRunSucceeded', {});
  return results.sort((a, b) => a.index - b.index).map(({ result }) => result);
};

import type { ConcurrencyRange } from '../concurrency-limits.ts';
import type { MapState } from './definition.ts';
import { bytesOf, StateFailure } from './failures.ts';
import { evaluateTemplate } from './payload-template.ts';
import type { MapWork, StateScope } from './state-scope.ts';

/** The inputs of the children: batches limited by number and bytes, or single items without ItemBatcher. */
const childInputs = async ({ state, items, input }: MapWork, scope: StateScope): Promise<readonly unknown[]> => {
  const batcher = state.ItemBatcher;
  if (batcher === undefined) return items;
  const shared =
    batcher.BatchInput === undefined ? {} : { BatchInput: await evaluateTemplate(batcher.BatchInput, input, scope) };
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

/** Whether more children failed than the state tolerates. Without either field none may fail. */
const exceeded = (state: MapState, failed: number, total: number): boolean => {
  if (failed === 0) return false;
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state;
  if (count === undefined && percentage === undefined) return true;
  return (count !== undefined && failed > count) || (percentage !== undefined && (failed / total) * 100 > percentage);
};

/**
 * A child that ends within the first time adds a lane; one that takes longer than the second removes one. A child runs
 * five minutes at most.
 */
const growBelowSeconds = 60;
const shrinkAboveSeconds = 120;

/**
 * Processes items in lanes, and adds lanes while items end soon. More children than this machine can serve would run
 * into their own time limits in the queue. The first error ends it.
 */
const inGrowingLanes = async (
  count: number,
  limit: number,
  range: ConcurrencyRange,
  work: (index: number) => Promise<void>,
): Promise<void> => {
  const [minimum, maximum] = [Math.min(range.initial, limit), Math.min(range.maximum, limit)];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let [next, lanes] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < count) {
      const startedAt = performance.now();
      await work(next++);
      const seconds = (performance.now() - startedAt) / 1000;
      if (seconds < growBelowSeconds && lanes < maximum) open();
      else if (seconds > shrinkAboveSeconds && lanes > minimum) break;
    }
    lanes--;
    if (lanes === 0) resolve();
  };
  const open = (): void => {
    lanes++;
    lane().catch(reject);
  };
  for (let opened = 0; opened < minimum; opened++) open();
  if (minimum === 0) resolve();
  await promise;
};

/**
 * Runs a Distributed Map: every item or batch is a child execution with its own limits. Results are in the order of the
 * items.
 */
export const runDistributed = async (work: MapWork, scope: StateScope): Promise<unknown[]> => {
  const { state, definition, concurrency } = work;
  const inputs = await childInputs(work, scope);
  const ended = new AbortController();
  const signal = AbortSignal.any([scope.signal, ended.signal]);
  const results: { index: number; result: unknown }[] = [];
  let failed = 0;
  scope.history.add('MapRunStarted', {});
  const wanted = concurrency === undefined || concurrency === 0 ? inputs.length : concurrency;
  await inGrowingLanes(inputs.length, Math.min(wanted, inputs.length), scope.childConcurrency, async (index) => {
    if (signal.aborted) return;
    try {
      const type = state.ItemProcessor?.ProcessorConfig.ExecutionType ?? 'STANDARD';
      const label = state.Label ?? 'Map';
      const result = await scope.runChild({ definition, type, label, input: structuredClone(inputs[index]), signal });
      results.push({ index, result });
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      failed++; // The child's execution record holds the reason.
      if (exceeded(state, failed, inputs.length)) ended.abort(new Error('too many children failed'));
    }
  });
  scope.signal.throwIfAborted();
  if (ended.signal.aborted) {
    scope.history.add('MapRunFailed', {
      mapRunFailedEventDetails: { error: 'States.ExceedToleratedFailureThreshold' },
    });
    throw new StateFailure(
      'States.ExceedToleratedFailureThreshold',
      `The specified tolerated failure threshold was exceeded: ${failed} of ${inputs.length} failed`,
    );
  }
  scope.history.add('MapRunSucceeded', {});
  return results.sort((a, b) => a.index - b.index).map(({ result }) => result);
};

import type { Definition } from './definition.ts';
import { describeFailure, StateFailure } from './failures.ts';
import type { StateScope } from './state-scope.ts';

/**
 * Processes items concurrently. The first failure aborts the others and is the result, as in Parallel and inline Map.
 */
export const allFailFast = async <Item, Result>(
  items: readonly Item[],
  concurrency: number,
  scope: StateScope,
  work: (item: Item, index: number, scope: StateScope) => Promise<Result>,
): Promise<Result[]> => {
  const siblings = new AbortController();
  const childScope: StateScope = { ...scope, signal: AbortSignal.any([scope.signal, siblings.signal]) };
  const results = new Array<Result>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index] as Item; // below the length
      results[index] = await work(item, index, childScope);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
    return results;
  } catch (thrown) {
    next = items.length;
    siblings.abort(new Error('a sibling failed'));
    scope.signal.throwIfAborted();
    if (thrown instanceof StateFailure) throw thrown;
    const { error, cause } = describeFailure(thrown);
    throw new StateFailure(error, cause);
  }
};

/** Runs a Parallel state: every branch gets the same input, and the result is the list of their results. */
export const runBranches = (branches: readonly Definition[], input: unknown, scope: StateScope): Promise<unknown[]> => {
  scope.history.add('ParallelStateStarted', {});
  return allFailFast(branches, branches.length, scope, (branch, _index, childScope) =>
    scope.interpret(branch, structuredClone(input), childScope),
  );
};

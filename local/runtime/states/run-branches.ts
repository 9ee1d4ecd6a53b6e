import type { Definition } from './definition.ts';
import { describeFailure, StateFailure } from './failures.ts';
import type { StateScope } from './state-scope.ts';

/** Runs work side by side. The first failure ends the others and is the failure of all, as in Parallel and inline Map. */
export const allFailFast = async <Item, Result>(
  items: readonly Item[],
  concurrency: number,
  run: StateScope,
  work: (item: Item, index: number, run: StateScope) => Promise<Result>,
): Promise<Result[]> => {
  const siblings = new AbortController();
  const scoped: StateScope = { ...run, signal: AbortSignal.any([run.signal, siblings.signal]) };
  const results = new Array<Result>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index] as Item; // below the length
      results[index] = await work(item, index, scoped);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
    return results;
  } catch (thrown) {
    next = items.length;
    siblings.abort(new Error('a sibling failed'));
    run.signal.throwIfAborted();
    if (thrown instanceof StateFailure) throw thrown;
    const { error, cause } = describeFailure(thrown);
    throw new StateFailure(error, cause);
  }
};

/** A Parallel state: every branch gets the same input; the result is the list of their results. */
export const runBranches = (branches: readonly Definition[], input: unknown, run: StateScope): Promise<unknown[]> => {
  run.history.add('ParallelStateStarted', {});
  return allFailFast(branches, branches.length, run, (branch, _index, scoped) =>
    run.interpret(branch, structuredClone(input), scoped),
  );
};

import type { Definition } from './definition.ts';
import { describeFailure, StateFailure } from './failures.ts';
import type { Run } from './state-scope.ts';

/** Runs work side by side. The first failure ends the others and is the failure of all, as in Parallel and inline Map. */
export const allOrNone = async <Item, Result>(
  items: readonly Item[],
  concurrency: number,
  run: Run,
  work: (item: Item, index: number, run: Run) => Promise<Result>,
): Promise<Result[]> => {
  const siblings = new AbortController();
  const scoped: Run = { ...run, signal: AbortSignal.any([run.signal, siblings.signal]) };
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
export const runBranches = (branches: readonly Definition[], input: unknown, run: Run): Promise<unknown[]> => {
  run.history.add('ParallelStateStarted', {});
  return allOrNone(branches, branches.length, run, (branch, _index, scoped) =>
    run.interpret(branch, structuredClone(input), scoped),
  );
};

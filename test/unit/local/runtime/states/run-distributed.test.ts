import { describe, expect, it } from 'vitest';
import type { ConcurrencyRange } from '#local/runtime/concurrency-limits.ts';
import { StateFailure } from '#local/runtime/states/failures.ts';
import { History } from '#local/runtime/states/history.ts';
import { runDistributed } from '#local/runtime/states/run-distributed.ts';
import type { ChildRequest, StateScope } from '#local/runtime/states/state-scope.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { stackStart } from '#test/support/stack-start.ts';

const pass = { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } } as const;
const state = { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...pass }, End: true } as const;

/** Runs a Distributed Map over `count` items. Returns the results and the highest number of concurrent children. */
const mapOver = async (
  { count, childConcurrency, concurrency }: { count: number; childConcurrency: ConcurrencyRange; concurrency?: number },
  work: (input: unknown) => Promise<unknown> = async (input) => input,
) => {
  let [running, most] = [0, 0];
  const child = async ({ input }: ChildRequest): Promise<unknown> => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    try {
      return await work(input);
    } finally {
      running--;
    }
  };
  const clock = new RuntimeClock(stackStart());
  const scope = {
    clock,
    runChild: child,
    childConcurrency,
    signal: new AbortController().signal,
    history: new History(() => clock.now()),
  } as unknown as StateScope; // the fields that a Distributed Map uses
  const items = Array.from({ length: count }, (_, index) => index);
  const mapWork = { state, definition: pass, items, concurrency, input: {} } as unknown as Parameters<
    typeof runDistributed
  >[0];
  const results = await runDistributed(mapWork, scope);
  return { results, most };
};

describe('a Distributed Map', () => {
  const few = { initial: 2, maximum: 5 };

  it('returns results in the order of the items when they end in another order', async () => {
    const { results } = await mapOver({ count: 30, childConcurrency: few }, async (input) => `item ${String(input)}`);
    expect(results).toEqual(Array.from({ length: 30 }, (_, index) => `item ${index}`));
  });

  it('adds a lane for each child that ends soon, up to the limits of the machine and the state', async () => {
    expect((await mapOver({ count: 30, childConcurrency: few })).most).toBe(5);
    expect((await mapOver({ count: 30, childConcurrency: { initial: 2, maximum: 2 } })).most).toBe(2);
    expect((await mapOver({ count: 30, childConcurrency: few, concurrency: 3 })).most).toBe(3);
    expect((await mapOver({ count: 1, childConcurrency: few })).most).toBe(1);
  });

  it('returns an empty list without items', async () => {
    expect((await mapOver({ count: 0, childConcurrency: few })).results).toEqual([]);
  });

  it('fails when a child failure is not tolerated, and rethrows an unexpected error', async () => {
    const failing = async (error: Error) => mapOver({ count: 9, childConcurrency: few }, () => Promise.reject(error));
    await expect(failing(new StateFailure('Broken', 'x'))).rejects.toMatchObject({
      name: 'States.ExceedToleratedFailureThreshold',
    });
    await expect(failing(new Error('unexpected'))).rejects.toThrow('unexpected');
  });
});

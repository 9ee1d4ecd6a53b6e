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

/** A Distributed Map over so many items, and how many children were under way at most. */
const mapOver = async (
  { count, childrenAtOnce, concurrency }: { count: number; childrenAtOnce: ConcurrencyRange; concurrency?: number },
  work: (input: unknown) => Promise<unknown> = async (input) => input,
) => {
  let [now, most] = [0, 0];
  const child = async ({ input }: ChildRequest): Promise<unknown> => {
    now++;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    try {
      return await work(input);
    } finally {
      now--;
    }
  };
  const clock = new RuntimeClock(stackStart());
  const run = {
    ...{ clock, runChild: child, childConcurrency: childrenAtOnce, signal: new AbortController().signal },
    history: new History(() => clock.now()),
  } as unknown as StateScope; // what a Distributed Map needs of it
  const items = Array.from({ length: count }, (_, index) => index);
  const mapWork = { state, definition: pass, items, concurrency, input: {} } as unknown as Parameters<
    typeof runDistributed
  >[0];
  const results = await runDistributed(mapWork, run);
  return { results, most };
};

describe('a Distributed Map', () => {
  const few = { initial: 2, maximum: 5 };

  it('answers in the order of its items, whatever the order in which they end', async () => {
    const { results } = await mapOver({ count: 30, childrenAtOnce: few }, async (input) => `item ${String(input)}`);
    expect(results).toEqual(Array.from({ length: 30 }, (_, index) => `item ${index}`));
  });

  it('lets one more in with each child that ends soon, up to what the machine and the state allow', async () => {
    expect((await mapOver({ count: 30, childrenAtOnce: few })).most).toBe(5);
    expect((await mapOver({ count: 30, childrenAtOnce: { initial: 2, maximum: 2 } })).most).toBe(2);
    expect((await mapOver({ count: 30, childrenAtOnce: few, concurrency: 3 })).most).toBe(3);
    expect((await mapOver({ count: 1, childrenAtOnce: few })).most).toBe(1);
  });

  it('has nothing to do without items', async () => {
    expect((await mapOver({ count: 0, childrenAtOnce: few })).results).toEqual([]);
  });

  it('ends with the failure of a child that nobody puts up with, and with an error of its own', async () => {
    const failing = async (error: Error) => mapOver({ count: 9, childrenAtOnce: few }, () => Promise.reject(error));
    await expect(failing(new StateFailure('Broken', 'x'))).rejects.toMatchObject({
      name: 'States.ExceedToleratedFailureThreshold',
    });
    await expect(failing(new Error('a mistake of ours'))).rejects.toThrow('a mistake of ours');
  });
});

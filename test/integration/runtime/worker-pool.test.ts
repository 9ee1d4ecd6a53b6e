import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '#local/runtime/concurrency-limits.ts';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { lambda, runResources } from '#test/support/runtime-assembly.ts';

const names = Array.from({ length: 8 }, (_, index) => `echo-${index}`);
const limits = { ...defaultLimits, workers: 2, backgroundWorkers: 2, loadedFunctions: 6 };
let stack: RunningAssembly;

beforeAll(async () => {
  const echoes = names.map((name, index) => [
    `Echo${index}`,
    lambda('plain.echo', { FunctionName: name, Environment: { Variables: { NAME: name } } }),
  ]);
  stack = await runResources(
    {
      ...Object.fromEntries(echoes),
      Slow: lambda('plain.slow', { FunctionName: 'slow' }),
      Spin: lambda('plain.spin', { FunctionName: 'spin', Timeout: 1 }),
    },
    { limits },
  );
});

afterAll(() => stack.stop());

interface Echo {
  readonly served: number;
  readonly threadId: number;
  readonly functionName: string;
  readonly variables: { readonly NAME: string };
}
const echo = async (name: string): Promise<Echo> => (await stack.invoke(name, {})) as Echo; // as plain.echo returns it

describe('the worker pool', () => {
  it('loads several functions into one worker, each with its own variables and module state', async () => {
    const first = [await echo('echo-0'), await echo('echo-1')];
    const second = [await echo('echo-0'), await echo('echo-1')];
    expect(first.map(({ variables }) => variables.NAME)).toEqual(['echo-0', 'echo-1']);
    expect(second.map(({ functionName, served }) => [functionName, served])).toEqual([
      ['echo-0', 2],
      ['echo-1', 2],
    ]);
    expect(new Set([...first, ...second].map(({ threadId }) => threadId)).size).toBe(1);
  });

  it('runs no more invocations at the same time than it has workers', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => stack.invoke('slow', { milliseconds: 30 })));
    expect(new Set(answers.map((answer) => (answer as Echo).threadId)).size).toBeLessThanOrEqual(limits.workers);
  });

  it('replaces the least recently used worker when too many functions are loaded', async () => {
    const threads = new Set<number>();
    for (let round = 0; round < 3; round++) {
      for (const name of names) threads.add((await echo(name)).threadId);
    }
    expect(threads.size).toBeGreaterThan(limits.workers);
    expect(stack.memory.loadedFunctions).toBeLessThanOrEqual(limits.loadedFunctions);
    expect(stack.memory.workers).toBeLessThanOrEqual(limits.workers);
  });

  it('serves other functions after it stopped a worker at a time-out', async () => {
    const answers = await Promise.allSettled([stack.invoke('spin', {}), ...names.map(echo)]);
    expect(answers[0]).toMatchObject({ status: 'rejected', reason: { name: 'Sandbox.Timedout' } });
    expect(answers.slice(1).map(({ status }) => status)).toEqual(names.map(() => 'fulfilled'));
  });
});

describe('functions in one worker', () => {
  it('share a chunk with packages, and each has its own copy of a chunk with our code', async () => {
    const functions = {
      One: lambda('chunked.count', { FunctionName: 'one' }),
      Other: lambda('chunked.count', { FunctionName: 'other' }),
    };
    const small = await runResources(functions, { limits: { ...limits, workers: 1, backgroundWorkers: 1 } });
    try {
      expect(await small.invoke('one', {})).toEqual({ functionName: 'one', ofPackages: 1, ofOwn: 1 });
      expect(await small.invoke('other', {})).toEqual({ functionName: 'other', ofPackages: 2, ofOwn: 1 });
    } finally {
      await small.stop();
    }
  });
});

import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyMsp, setUpMsp } from '#local/demo/set-up-msp.ts';
import { type RunningStack, startStack } from '#local/stack.ts';
import { builtAssembly } from '#test/support/built-assembly.ts';
import type { OpenLoopResult } from './open-loop.ts';

const run = promisify(execFile);
let stack: RunningStack;
let token: string;

beforeAll(async () => {
  stack = await startStack({ assemblyDir: await builtAssembly() });
  ({
    tokens: { admin: token },
  } = await setUpMsp(stack, emptyMsp));
});

afterAll(() => stack.stop());

/** The load comes from a process of its own, as clients do: it would compete with the gateway for this one. */
const load = async (rate: number, seconds: number): Promise<OpenLoopResult> => {
  const options = ['--url', `${stack.apiUrl}/v1/customers`, '--token', token];
  const { stdout } = await run(process.execPath, [
    resolve('test/load/open-loop.ts'),
    ...options,
    '--rate',
    String(rate),
    '--seconds',
    String(seconds),
  ]);
  return JSON.parse(stdout) as OpenLoopResult; // as the script prints it
};

it('answers every one of 1,000 requests a second within 10 seconds, or says when to try again', async () => {
  const { sent, statuses, unanswered, withoutRetryAfter, slowestMilliseconds } = await load(1000, 5);
  expect(sent).toBe(5000);
  expect({ unanswered, withoutRetryAfter }).toEqual({ unanswered: 0, withoutRetryAfter: 0 });
  expect(Object.keys(statuses).filter((status) => !['200', '429', '503'].includes(status))).toEqual([]);
  expect(statuses['200']).toBeGreaterThan(100);
  expect(statuses['503']).toBeGreaterThan(0);
  expect(slowestMilliseconds).toBeLessThan(10_000);
});

it('serves as before when the load has ended', async () => {
  const { statuses, slowestMilliseconds } = await load(5, 1);
  expect(statuses).toEqual({ 200: 5 });
  expect(slowestMilliseconds).toBeLessThan(2_000);
});

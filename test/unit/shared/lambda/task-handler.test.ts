import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { taskHandler } from '#shared/lambda/task-handler.ts';

const contract = taskContract({
  description: 'Doubles a number.',
  environment: Environment.pick({ STAGE: true }),
  access: {},
  timeoutSeconds: 5,
  memoryMegabytes: 128,
  input: z.strictObject({ number: z.coerce.number() }),
  output: z.object({ doubled: z.number() }),
});
const noContext = {} as Context;
const wire = vi.fn<(environment: { STAGE: string }) => { stage: string }>(({ STAGE }) => ({ stage: STAGE }));

describe('taskHandler', () => {
  const printed: string[] = [];
  beforeEach(() => {
    vi.stubEnv('STAGE', 'test');
    printed.length = 0;
    wire.mockClear();
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const double = async ({ number }: { number: number }) => ({ doubled: 2 * number, more: 'dropped' });

  it('parses the input and the output', async () => {
    expect(await taskHandler(contract, wire, double)({ number: '21' }, noContext)).toEqual({ doubled: 42 });
  });

  it('wires once at the first call, and again only after a failure', async () => {
    const handler = taskHandler(contract, wire, double);
    expect(wire).not.toHaveBeenCalled();
    vi.stubEnv('STAGE', '');
    await expect(handler({ number: 1 }, noContext)).rejects.toThrow('STAGE');
    vi.stubEnv('STAGE', 'test');
    await handler({ number: 1 }, noContext);
    await handler({ number: 1 }, noContext);
    expect(wire).toHaveBeenCalledOnce();
  });

  it('refuses invalid input with the name that a state machine matches', async () => {
    const refused = taskHandler(contract, wire, double)({ number: 1, other: 1 }, noContext);
    await expect(refused).rejects.toMatchObject({
      name: 'InvalidInput',
      details: { pointers: [{ pointer: '/other' }] },
    });
    await expect(taskHandler(contract, wire, double)(undefined, noContext)).rejects.toMatchObject({
      name: 'InvalidInput',
    });
  });

  it('throws an error under its own name', async () => {
    const failing = taskHandler(contract, wire, async () => {
      throw new AppError('MicrosoftThrottled', 'later');
    });
    await expect(failing({ number: 1 }, noContext)).rejects.toMatchObject({ name: 'MicrosoftThrottled' });
    expect(JSON.parse(printed[0] ?? '{}')).toMatchObject({ level: 'WARN', code: 'MicrosoftThrottled' });
  });

  it('refuses an output that breaks the contract', async () => {
    const wrong = taskHandler(contract, wire, async () => JSON.parse('{"doubled":"CANARY-1"}'));
    await expect(wrong({ number: 1 }, noContext)).rejects.toThrow('doubled');
    expect(printed.join('')).toContain('the task failed');
    expect(printed.join('')).not.toContain('CANARY-1');
  });
});

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { lambda, runResources, table } from '#test/support/runtime-assembly.ts';

let stack: RunningAssembly;

beforeAll(async () => {
  stack = await runResources(
    {
      Table: table,
      Echo: lambda('plain.echo', {
        FunctionName: 'echo',
        Environment: { Variables: { NAME: { 'Fn::Sub': 'in ${AWS::Region}' }, TABLE_NAME: { Ref: 'Table' } } },
      }),
      Fail: lambda('plain.fail', { FunctionName: 'fail' }),
      Slow: lambda('plain.slow', { FunctionName: 'slow', Timeout: 1 }),
      Large: lambda('plain.large', { FunctionName: 'large' }),
      Leave: lambda('plain.leave', { FunctionName: 'leave' }),
      Print: lambda('plain.print', { FunctionName: 'print' }),
      Missing: lambda('plain.missing', { FunctionName: 'missing' }),
      Count: lambda('aws.count', {
        FunctionName: 'count',
        Environment: { Variables: { TABLE_NAME: { Ref: 'Table' } } },
      }),
    },
    { environment: { EXTRA: 'given' } },
  );
});

afterAll(() => stack.stop());

describe('a function', () => {
  it('gets the resolved variables of the template and none of the machine', async () => {
    const answer = await stack.invoke('echo', { hello: 'you' });
    expect(answer).toMatchObject({
      event: { hello: 'you' },
      variables: { NAME: 'in us-east-1', TABLE_NAME: 'things' },
      functionName: 'echo',
    });
    expect(answer).not.toHaveProperty('variables.HOME');
  });

  it('stays warm from one invocation to the next', async () => {
    const first = (await stack.invoke('echo', {})) as { served: number };
    const second = (await stack.invoke('echo', {})) as { served: number; requestId: string };
    expect(second.served).toBe(first.served + 1);
  });

  it('writes to the table through the SDK', async () => {
    await stack.invoke('count', { key: 'a' });
    expect(await stack.invoke('count', { key: 'a' })).toEqual({ count: 2 });
  });

  it('fails with the name of the thrown error', async () => {
    await expect(stack.invoke('fail', { name: 'LeaseHeld', message: 'held' })).rejects.toMatchObject({
      name: 'LeaseHeld',
      failure: { errorType: 'LeaseHeld', errorMessage: 'held' },
    });
  });

  it('is stopped at its time-out, and runs in a new worker next time', async () => {
    await expect(stack.invoke('slow', { milliseconds: 5_000 })).rejects.toMatchObject({ name: 'Sandbox.Timedout' });
    expect(await stack.invoke('slow', { milliseconds: 1 })).toMatchObject({ waited: 1 });
  });

  it.each([
    ['leave', {}, 'Runtime.ExitError'],
    ['missing', {}, 'Runtime.HandlerNotFound'],
    ['large', { bytes: 7 * 1024 * 1024 }, 'Function.ResponseSizeTooLarge'],
    ['nobody', {}, 'Lambda.ResourceNotFoundException'],
  ])('%s given %j ends as %s', async (name, payload, error) => {
    await expect(stack.invoke(name, payload)).rejects.toMatchObject({ name: error });
  });

  it('refuses a payload over the limit of Lambda', async () => {
    const payload = { text: 'x'.repeat(7 * 1024 * 1024) };
    await expect(stack.invoke('echo', payload)).rejects.toMatchObject({ name: 'Lambda.RequestTooLargeException' });
  });

  it('has its output kept under its name and its metrics recorded', async () => {
    const metric = {
      _aws: {
        Timestamp: 0,
        CloudWatchMetrics: [{ Namespace: 'Shop', Dimensions: [['kind']], Metrics: [{ Name: 'sold' }] }],
      },
      kind: 'pears',
      sold: 3,
    };
    await stack.invoke('print', { line: metric });
    expect(stack.logs('print').map(({ text }) => text)).toEqual([JSON.stringify(metric), 'to the error stream']);
    expect(stack.logs('echo').map(({ text }) => text)).not.toContain('to the error stream');
  });

  it('follows the moved clock, except for timers', async () => {
    const target = new Date(stack.clock.now().getTime() + 40 * 86_400_000);
    await stack.clock.moveTo(target);
    const { now } = (await stack.invoke('echo', {})) as { now: string };
    expect(new Date(now).getTime()).toBeGreaterThanOrEqual(target.getTime());
    const startedAt = performance.now();
    await stack.invoke('slow', { milliseconds: 50 });
    expect(performance.now() - startedAt).toBeGreaterThan(45);
  });

  it('is queued when all workers are busy', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => stack.invoke('slow', { milliseconds: 20 })));
    expect(answers).toHaveLength(40);
  });
});

describe('Lambda, called by its client', () => {
  const lambdaClient = () =>
    new LambdaClient({
      endpoint: stack.endpoints['AWS_ENDPOINT_URL_LAMBDA'] ?? '',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  const invoke = async (FunctionName: string, payload: unknown) => {
    const answer = await lambdaClient().send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }));
    return { error: answer.FunctionError, payload: JSON.parse(answer.Payload?.transformToString() ?? 'null') };
  };

  it('returns the result of the function', async () => {
    expect(await invoke('echo', { hello: 'you' })).toMatchObject({
      error: undefined,
      payload: { event: { hello: 'you' }, functionName: 'echo' },
    });
  });

  it('returns the thrown error without a stack', async () => {
    expect(await invoke('fail', { name: 'LeaseHeld', message: 'held' })).toEqual({
      error: 'Unhandled',
      payload: { errorType: 'LeaseHeld', errorMessage: 'held' },
    });
  });

  it('refuses a function that is not in the templates', async () => {
    await expect(invoke('nobody', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('refuses a request with the Origin of a web page', async () => {
    const url = `${stack.endpoints['AWS_ENDPOINT_URL_LAMBDA']}/2015-03-31/functions/echo/invocations`;
    const answer = await fetch(url, { method: 'POST', body: '{}', headers: { origin: 'https://elsewhere.example' } });
    expect(answer.status).toBe(403);
  });
});

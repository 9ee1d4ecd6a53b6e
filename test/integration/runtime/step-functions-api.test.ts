import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { lambda, machine, runResources } from '#test/support/runtime-assembly.ts';

const wait = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 600, End: true } } };
const answer = { StartAt: 'Answer', States: { Answer: { Type: 'Pass', End: true } } };

let stack: RunningAssembly;
const step = (command: string, input: object): Promise<Record<string, unknown>> =>
  stack.invoke('step', { command, input }) as Promise<Record<string, unknown>>;
const arn = (name: string): string => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

beforeAll(async () => {
  stack = await runResources({
    Step: lambda('aws.step', { FunctionName: 'step' }),
    Wait: machine(wait, { StateMachineName: 'wait' }),
    Answer: machine(answer, { StateMachineName: 'answer' }),
    Express: machine(answer, { StateMachineName: 'express', StateMachineType: 'EXPRESS' }),
  });
});

afterAll(() => stack.stop());

describe('Step Functions, called by the SDK in a function', () => {
  it('starts an execution, and returns its description and history', async () => {
    const { executionArn } = await step('StartExecution', {
      stateMachineArn: arn('answer'),
      name: 'one',
      input: '{"a":1}',
    });
    await stack.finished(String(executionArn));
    expect(await step('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      input: '{"a":1}',
      output: '{"a":1}',
      name: 'one',
      startDate: expect.stringContaining('T'),
    });
    const { events } = await step('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 });
    expect(events).toMatchObject([
      { type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{"a":1}' } },
    ]);
  });

  it('starts a named execution once', async () => {
    const request = { stateMachineArn: arn('wait'), name: 'once', input: '{"a":1}' };
    const first = await step('StartExecution', request);
    expect(await step('StartExecution', request)).toEqual(first);
    expect(await step('StartExecution', { ...request, input: '{"a":2}' })).toMatchObject({
      error: 'ExecutionAlreadyExists',
    });
  });

  it('refuses the name of an execution that has ended', async () => {
    const request = { stateMachineArn: arn('answer'), name: 'ended', input: '{}' };
    const { executionArn } = await step('StartExecution', request);
    await stack.finished(String(executionArn));
    expect(await step('StartExecution', request)).toMatchObject({ error: 'ExecutionAlreadyExists' });
  });

  it('stops an execution', async () => {
    const { executionArn } = await step('StartExecution', { stateMachineArn: arn('wait'), name: 'stopped' });
    await step('StopExecution', { executionArn, error: 'Enough', cause: 'a person said so' });
    expect(await step('DescribeExecution', { executionArn })).toMatchObject({ status: 'ABORTED', error: 'Enough' });
  });

  it('lists executions by status, page by page', async () => {
    for (const name of ['l1', 'l2', 'l3']) await step('StartExecution', { stateMachineArn: arn('wait'), name });
    const request = { stateMachineArn: arn('wait'), statusFilter: 'RUNNING', maxResults: 2 };
    const first = await step('ListExecutions', request);
    expect(first['executions']).toHaveLength(2);
    const second = await step('ListExecutions', { ...request, nextToken: first['nextToken'] });
    expect(second['executions']).toEqual([
      expect.objectContaining({ status: 'RUNNING' }),
      expect.objectContaining({ status: 'RUNNING' }),
    ]);
  });

  it('runs an express state machine synchronously, with the host prefix sync- of the SDK', async () => {
    const request = { stateMachineArn: arn('express'), input: '{"a":1}' };
    expect(await step('StartSyncExecution', request)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
    expect(await step('StartSyncExecution', { ...request, stateMachineArn: arn('wait') })).toMatchObject({
      error: 'StateMachineTypeNotSupported',
    });
  });

  it.each([
    ['StartExecution', { stateMachineArn: arn('nobody') }, 'StateMachineDoesNotExist'],
    ['StartExecution', { stateMachineArn: arn('answer'), input: 'no json' }, 'InvalidExecutionInput'],
    [
      'StartExecution',
      { stateMachineArn: arn('answer'), input: JSON.stringify('x'.repeat(257 * 1024)) },
      'InvalidExecutionInput',
    ],
    ['StartExecution', { stateMachineArn: arn('answer'), name: 'not a name' }, 'InvalidName'],
    [
      'DescribeExecution',
      { executionArn: 'arn:aws:states:us-east-1:000000000000:execution:answer:nobody' },
      'ExecutionDoesNotExist',
    ],
  ])('%s refuses %j with an error', async (command, input, error) => {
    expect(await step(command, input)).toMatchObject({ error });
  });
});

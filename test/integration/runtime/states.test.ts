import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecutionDescription, RunningAssembly } from '#local/runtime/running-assembly.ts';
import { lambda, machine, runResources, table } from '#test/support/runtime-assembly.ts';

const invoke = (name: string, more: object = {}): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: name, 'Payload.$': '$' },
  ResultSelector: { 'got.$': '$.Payload' },
  End: true,
  ...more,
});
let states = 0;
/** A definition with one state under a unique name, as AWS and the schema require. */
const single = (state: object, stateName = `State ${++states}`): object => ({
  StartAt: stateName,
  States: { [stateName]: state },
});
const pass = (more: object = {}): object => ({ Type: 'Pass', End: true, ...more });
const map = (mode: 'INLINE' | 'DISTRIBUTED', inside: object, more: object = {}): object => ({
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: { Mode: mode, ExecutionType: 'EXPRESS' }, ...inside },
  End: true,
  ...more,
});

const express = { StateMachineType: 'EXPRESS' };
let stack: RunningAssembly;

const definitions: Record<string, object> = {
  many: single(map('INLINE', single(pass()), { ItemsPath: '$.items' })),
  invoke: single(invoke('echo')),
  direct: single({ Type: 'Task', Resource: { 'Fn::GetAtt': ['Echo', 'Arn'] }, End: true }),
  fail: single(invoke('fail')),
  caught: {
    StartAt: 'Try',
    States: {
      Try: invoke('fail', { Catch: [{ ErrorEquals: ['TenantThrottled'], ResultPath: '$.failure', Next: 'Caught' }] }),
      Caught: pass(),
    },
  },
  retried: single(
    invoke('flaky', { Retry: [{ ErrorEquals: ['Flaky'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 2 }] }),
  ),
  tooLate: {
    StartAt: 'Try',
    States: {
      Try: invoke('slow', {
        TimeoutSeconds: 1,
        Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.failure', Next: 'Caught' }],
      }),
      Caught: pass(),
    },
  },
  endsLate: { TimeoutSeconds: 1, ...single({ Type: 'Wait', Seconds: 30, End: true }) },
  wait: single({ Type: 'Wait', SecondsPath: '$.seconds', End: true }),
  context: single(
    map(
      'INLINE',
      single(
        pass({
          Parameters: {
            'id.$': '$$.Execution.Id',
            'name.$': '$$.Execution.Name',
            'input.$': '$$.Execution.Input',
            'startedAt.$': '$$.Execution.StartTime',
            'machine.$': '$$.StateMachine.Name',
            'state.$': '$$.State.Name',
            'enteredAt.$': '$$.State.EnteredTime',
            'index.$': '$$.Map.Item.Index',
            'value.$': '$$.Map.Item.Value',
          },
        }),
        'Read context',
      ),
      { ItemsPath: '$.items' },
    ),
  ),
  branches: single({
    Type: 'Parallel',
    Branches: [
      single(invoke('echo', { Parameters: { FunctionName: 'echo', Payload: { branch: 1 } } })),
      single(pass({ Result: 'two' })),
    ],
    ResultSelector: { 'one.$': '$[0].got.event.branch', 'two.$': '$[1]' },
    End: true,
  }),
  siblings: single({
    Type: 'Parallel',
    Branches: [single(invoke('fail')), single({ Type: 'Wait', Seconds: 600, End: true })],
    End: true,
  }),
  batches: single(
    map('DISTRIBUTED', single(pass()), {
      ItemsPath: '$.items',
      ItemSelector: { 'id.$': '$$.Map.Item.Value', 'of.$': '$.of' },
      ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'of.$': '$.of' } },
    }),
  ),
  tolerant: single(
    map(
      'DISTRIBUTED',
      {
        StartAt: 'Which',
        States: {
          Which: {
            Type: 'Choice',
            Choices: [{ Variable: '$.bad', BooleanEquals: true, Next: 'Bad' }],
            Default: 'Good',
          },
          Bad: { Type: 'Fail', Error: 'Bad', Cause: 'asked for' },
          Good: pass(),
        },
      },
      { ItemsPath: '$.items', ToleratedFailurePercentage: 50 },
    ),
  ),
  intolerant: single(
    map('DISTRIBUTED', single({ Type: 'Fail', Error: 'Bad', Cause: 'asked for' }), {
      ItemsPath: '$.items',
      ToleratedFailureCount: 1,
    }),
  ),
  stored: {
    StartAt: 'Put',
    States: {
      Put: {
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:putItem',
        Parameters: {
          TableName: 'things',
          Item: { pk: { 'S.$': '$.key' }, sk: { S: 'x' } },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
        ResultPath: null,
        Next: 'Get',
      },
      Get: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem',
        Parameters: { TableName: 'things', Key: { pk: { 'S.$': '$.key' }, sk: { S: 'x' } } },
        OutputPath: '$.Item',
        End: true,
      },
    },
  },
  parent: single({
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:sfn:startSyncExecution',
    Parameters: { StateMachineArn: { Ref: 'Child' }, 'Input.$': 'States.JsonToString($)' },
    End: true,
  }),
  grandparent: single({
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Parameters: { StateMachineArn: { Ref: 'Fail' }, Input: {} },
    End: true,
  }),
  big: single(invoke('large', { ResultSelector: { 'x.$': '$.Payload' } })),
  merged: {
    StartAt: 'First',
    States: {
      First: invoke('large', { End: undefined, ResultPath: '$.first', Next: 'Second' }),
      Second: invoke('large', {
        Parameters: { FunctionName: 'large', Payload: { 'bytes.$': '$.bytes' } },
        ResultPath: '$.second',
      }),
    },
  },
  'endless loop': {
    StartAt: 'Again',
    States: {
      Again: { Type: 'Choice', Choices: [{ Variable: '$.go', BooleanEquals: true, Next: 'Round' }], Default: 'Done' },
      Round: { Type: 'Pass', Next: 'Again' },
      Done: { Type: 'Succeed' },
    },
  },
  falsy: single(map('INLINE', single(pass({ Parameters: { 'x.$': '$' } })), { ItemsPath: '$.items' })),
};

const name = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

beforeAll(async () => {
  const machines = Object.fromEntries(
    Object.entries(definitions).map(([key, definition]) => {
      const text = JSON.stringify(definition).split(/(\{"(?:Ref|Fn::GetAtt)":(?:"\w+"|\[[^\]]+\])\})/);
      const parts = text.map((part) => (/^\{"(Ref|Fn::GetAtt)"/.test(part) ? JSON.parse(part) : part));
      const joined = parts.flatMap((part) => (typeof part === 'string' ? [part] : ['"', part, '"']));
      return [
        name(key).replace(' ', ''),
        machine({}, { StateMachineName: key.replace(' ', '-'), DefinitionString: { 'Fn::Join': ['', joined] } }),
      ];
    }),
  );
  stack = await runResources({
    Table: table,
    Echo: lambda('plain.echo', { FunctionName: 'echo' }),
    FailFunction: lambda('plain.fail', { FunctionName: 'fail' }),
    Flaky: lambda('plain.flaky', { FunctionName: 'flaky' }),
    Slow: lambda('plain.slow', { FunctionName: 'slow' }),
    Large: lambda('plain.large', { FunctionName: 'large' }),
    ...machines,
    Child: machine(single(pass()), { StateMachineName: 'child', ...express }),
    EndlessChild: machine(single({ Type: 'Wait', Seconds: 3600, End: true }), {
      StateMachineName: 'endless',
      ...express,
    }),
  });
});

afterAll(() => stack.stop());

const run = (machineName: string, input: unknown = {}): Promise<ExecutionDescription> =>
  stack.startExecution(machineName, input).finished;

const types = (execution: ExecutionDescription): string[] =>
  stack.history(execution.executionArn).map(({ type }) => type);

describe('a Task', () => {
  it('invokes a function by name and returns its result as Payload', async () => {
    const execution = await run('invoke', { a: 1 });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { got: { event: { a: 1 } } } });
    expect(types(execution)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('invokes a function whose ARN is its resource', async () => {
    expect(await run('direct', { a: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { event: { a: 1 } } });
  });

  it('fails with the name of the error, and the error as JSON in the cause', async () => {
    const execution = await run('fail', { name: 'SecretExpired', message: 'it has' });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'SecretExpired' });
    expect(JSON.parse(execution.cause ?? '')).toMatchObject({ errorType: 'SecretExpired', errorMessage: 'it has' });
  });

  it('catches an error by name', async () => {
    const { output } = await run('caught', {});
    expect(output).toMatchObject({
      failure: { Error: 'TenantThrottled', Cause: expect.stringContaining('errorMessage') },
    });
  });

  it('is retried after the interval', async () => {
    const startedAt = performance.now();
    expect(await run('retried')).toMatchObject({ status: 'SUCCEEDED', output: { got: { served: 3 } } });
    expect(performance.now() - startedAt).toBeGreaterThan(1_900);
  });

  it('catches its time-out', async () => {
    expect(await run('tooLate', { milliseconds: 3_000 })).toMatchObject({
      output: { failure: { Error: 'States.Timeout' } },
    });
  });

  it('reads and writes the table, and fails with a DynamoDB error when a condition is not met', async () => {
    expect(await run('stored', { key: 'k1' })).toMatchObject({ output: { pk: { S: 'k1' } } });
    expect(await run('stored', { key: 'k1' })).toMatchObject({ error: 'DynamoDB.ConditionalCheckFailedException' });
  });

  it('runs an express state machine and returns its status and its output as text', async () => {
    const { output } = await run('parent', { a: 1 });
    expect(output).toMatchObject({ Status: 'SUCCEEDED', Output: '{"a":1}', StartDate: expect.stringContaining('T') });
  });

  it('waits for another execution, and fails when that fails', async () => {
    const execution = await run('grandparent');
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(execution.cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'TenantThrottled' });
  });
});

describe('the context object', () => {
  it('has the values of the execution, the state and the item in a nested state', async () => {
    const { output, executionArn, startedAt } = await stack.startExecution(
      'context',
      { items: [{ v: 1 }, { v: 2 }] },
      'named',
    ).finished;
    expect(output).toEqual(
      [0, 1].map((index) => ({
        id: executionArn,
        name: 'named',
        input: { items: [{ v: 1 }, { v: 2 }] },
        startedAt,
        machine: 'context',
        state: 'Read context',
        enteredAt: expect.stringContaining('T'),
        index,
        value: { v: index + 1 },
      })),
    );
  });
});

describe('Parallel', () => {
  it('passes the input to every branch and returns the list of results', async () => {
    expect((await run('branches')).output).toEqual({ one: 1, two: 'two' });
  });

  it('aborts the other branches when one fails', async () => {
    expect(await run('siblings')).toMatchObject({ status: 'FAILED', error: 'TenantThrottled' });
  });
});

describe('a Distributed Map', () => {
  it('batches items after applying ItemSelector', async () => {
    const { output } = await run('batches', { of: 'x', items: ['a', 'b', 'c'] });
    expect(output).toEqual([
      {
        Items: [
          { id: 'a', of: 'x' },
          { id: 'b', of: 'x' },
        ],
        BatchInput: { of: 'x' },
      },
      { Items: [{ id: 'c', of: 'x' }], BatchInput: { of: 'x' } },
    ]);
  });

  it('runs each item as a child execution, and tolerates the stated number of failures', async () => {
    const before = stack.executions.length;
    const items = [{ bad: true }, { bad: false, n: 1 }, { bad: true }, { bad: false, n: 2 }];
    expect((await run('tolerant', { items })).output).toEqual([
      { bad: false, n: 1 },
      { bad: false, n: 2 },
    ]);
    expect(stack.executions.length - before).toBe(5);
  });

  it('fails when more children fail than it tolerates', async () => {
    const execution = await run('tolerant', { items: [{ bad: true }, { bad: true }, { bad: false }] });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    expect(await run('intolerant', { items: [{}, {}] })).toMatchObject({
      error: 'States.ExceedToleratedFailureThreshold',
    });
    expect(await run('intolerant', { items: [{}] })).toMatchObject({ status: 'SUCCEEDED', output: [] });
  });
});

describe('an execution', () => {
  it('fails when the result of a task exceeds 256 KiB', async () => {
    expect(await run('big', { bytes: 255 * 1024 })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run('big', { bytes: 257 * 1024 })).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  it('fails when two merged results exceed 256 KiB', async () => {
    expect(await run('merged', { bytes: 150 * 1024 })).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
  });

  it('fails at 25,000 events when it is a standard execution', async () => {
    const execution = await run('endless-loop', { go: true });
    expect(execution).toMatchObject({ status: 'FAILED', cause: expect.stringContaining('history events') });
  });

  it('fails for an input that the interpreter cannot read', async () => {
    const execution = await run('falsy', { items: [0] });
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining('bare value 0'),
    });
  });
});

describe('the clock', () => {
  it('ends an execution at its time-out', async () => {
    expect(await run('endsLate')).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });

  it('ends a Wait state when it is moved', async () => {
    const { finished } = stack.startExecution('wait', { seconds: 3_600 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const startedAt = performance.now();
    await stack.clock.moveTo(new Date(stack.clock.now().getTime() + 3_600_000));
    expect(await finished).toMatchObject({ status: 'SUCCEEDED' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('ends an express execution after five minutes', async () => {
    const { finished } = stack.startExecution('endless', {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    await stack.clock.moveTo(new Date(stack.clock.now().getTime() + 301_000));
    expect(await finished).toMatchObject({ status: 'TIMED_OUT', cause: expect.stringContaining('300') });
  });
});

describe('the histories of many executions', () => {
  it('keep the latest events, and the descriptions of all executions', async () => {
    const items = Array.from({ length: 2_500 }, (_, number) => ({ number }));
    const executions = [1, 2, 3, 4].map(() => stack.startExecution('many', { items }));
    const ended = await Promise.all(executions.map(({ finished }) => finished));
    expect(ended.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'SUCCEEDED'));
    const kept = executions.filter(({ executionArn }) => stack.history(executionArn).length > 0);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(4);
    expect(stack.executions.filter(({ machineArn }) => machineArn.endsWith(':many'))).toHaveLength(4);
  });
});

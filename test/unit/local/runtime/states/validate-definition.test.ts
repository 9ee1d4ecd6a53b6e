import { describe, expect, it } from 'vitest';
import { Definition } from '#local/runtime/states/definition.ts';
import { validateDefinition } from '#local/runtime/states/validate-definition.ts';

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, End: true };
const item = { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } };
const map = {
  Type: 'Map',
  ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' }, ...item },
  End: true,
};
const validate = (state: object, rest: object = {}): void =>
  validateDefinition(Definition.parse({ StartAt: 'Only', States: { Only: state }, ...rest }), 'Stack/Machine');

describe('validateDefinition', () => {
  it.each([
    ['a task', task],
    ['a distributed map', { ...map, ItemsPath: '$.items', ToleratedFailurePercentage: 10 }],
    [
      'paths, context and intrinsics',
      { Type: 'Pass', Parameters: { 'a.$': '$.b[0].c', 'd.$': "States.Format('{}', $$.Execution.Name)" }, End: true },
    ],
  ])('accepts %s', (_what, state) => {
    expect(() => validate(state)).not.toThrow();
  });

  it.each([
    ['JSONata in a state', { ...task, QueryLanguage: 'JSONata' }, 'JSONata'],
    ['Assign', { Type: 'Pass', Assign: { 'x.$': '$.a' }, End: true }, 'Assign'],
    ['an Output', { Type: 'Pass', Output: {}, End: true }, 'Output'],
    ['an ItemReader', { ...map, ItemReader: {} }, 'ItemReader'],
    ['a ResultWriter', { ...map, ResultWriter: {} }, 'ResultWriter'],
    ['a task token', { ...task, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }, 'waitForTaskToken'],
    ['a heartbeat', { ...task, HeartbeatSeconds: 5 }, 'HeartbeatSeconds'],
    ['a service that is not supported', { ...task, Resource: 'arn:aws:states:::sqs:sendMessage' }, 'sqs:sendMessage'],
    ['a falsy Result', { Type: 'Pass', Result: false, End: true }, 'Result'],
    ['an intrinsic as CausePath', { Type: 'Fail', Error: 'E', CausePath: "States.Format('{}', $.a)" }, 'CausePath'],
    ['a wildcard', { Type: 'Pass', Parameters: { 'x.$': '$.a[*].b' }, End: true }, '$.a[*].b'],
    ['a filter', { Type: 'Pass', Parameters: { 'x.$': '$.a[?(@.b)]' }, End: true }, '$.a[?(@.b)]'],
    ['a descent', { Type: 'Pass', InputPath: '$..b', End: true }, '$..b'],
    ['an index from the end', { Type: 'Pass', InputPath: '$.a[-1]', End: true }, '$.a[-1]'],
    ['a slice', { Type: 'Pass', InputPath: '$.a[0:2]', End: true }, '$.a[0:2]'],
    ['a length', { Type: 'Pass', InputPath: '$.a.length', End: true }, 'ArrayLength'],
    ['a variable', { Type: 'Pass', Parameters: { 'x.$': '$total' }, End: true }, '$total'],
    ['the count of retries', { Type: 'Pass', Parameters: { 'x.$': '$$.State.RetryCount' }, End: true }, 'RetryCount'],
  ])('refuses %s with state machine, state and reason in the message', (_what, state, reason) => {
    expect(() => validate(state)).toThrow(/Stack\/Machine\/Only/);
    expect(() => validate(state)).toThrow(reason);
  });

  it('checks the states in maps and branches', () => {
    const invalid = { StartAt: 'Deep', States: { Deep: { Type: 'Pass', Assign: {}, End: true } } };
    const inMap = { Type: 'Map', ItemProcessor: invalid, End: true };
    expect(() => validate(inMap)).toThrow('Stack/Machine/Only/Deep: Assign');
    expect(() =>
      validate({ Type: 'Parallel', Branches: [item, { StartAt: 'P', States: { P: inMap } }], End: true }),
    ).toThrow('Stack/Machine/Only/P/Deep: Assign');
  });

  it('refuses JSONata as the query language of the state machine', () => {
    expect(() => validate(task, { QueryLanguage: 'JSONata' })).toThrow('JSONata');
  });

  it('refuses a field that is not in the language', () => {
    expect(() => validate({ Type: 'Pass', Nxt: 'Elsewhere' })).toThrow('not valid Amazon States Language');
  });
});

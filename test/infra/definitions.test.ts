import { describe, expect, it } from 'vitest';
import { faultsOf, statesOf } from './definition-faults.ts';
import { plain, synthesize } from './synthesized.ts';

const stack = await synthesize('prod');
const machines = stack.ofType('AWS::StepFunctions::StateMachine').map(([, { Properties }]) => ({
  name: String(Properties.StateMachineName),
  properties: Properties,
  definition: JSON.parse(plain(Properties.DefinitionString)) as unknown,
}));

const task = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  TimeoutSeconds: 10,
  Retry: [{ ErrorEquals: ['Lambda.ServiceException'] }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Task' }],
  End: true,
};
const machineOf = (broken: Record<string, unknown>) => ({ StartAt: 'Task', States: { Task: { ...task, ...broken } } });

describe('the definitions', () => {
  it('are three', () => {
    expect(machines.map(({ name }) => name).toSorted()).toEqual([
      'vectis-prod-book-sync',
      'vectis-prod-tenant-communications',
      'vectis-prod-tenant-posture',
    ]);
  });

  it.each(machines)(
    '$name holds nothing that would run otherwise on this machine, and every task of it can fail',
    ({ definition }) => {
      expect(faultsOf(definition)).toEqual([]);
    },
  );

  it.each(machines)('$name leaves no placeholder open', ({ definition, properties }) => {
    const asked = Array.from(JSON.stringify(definition).matchAll(/\$\{(\w+)\}/g), (match) => match[1]);
    expect(Object.keys(properties.DefinitionSubstitutions ?? {}).toSorted()).toEqual([...new Set(asked)].toSorted());
  });

  it.each(machines)('$name is traced, and logged without the data of its executions', ({ properties }) => {
    expect(properties).toMatchObject({
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ALL' },
    });
  });

  it('the book waits for its tenants, so it is standard, and they are express', () => {
    const types = Object.fromEntries(
      machines.map(({ name, properties }) => [name, properties.StateMachineType ?? 'STANDARD']),
    );
    expect(types).toEqual({
      'vectis-prod-book-sync': 'STANDARD',
      'vectis-prod-tenant-posture': 'EXPRESS',
      'vectis-prod-tenant-communications': 'EXPRESS',
    });
  });
});

describe('the guard', () => {
  it('lets a sound task pass', () => {
    expect(faultsOf(machineOf({}))).toEqual([]);
  });

  it.each([
    ['Assign', { Assign: { a: 1 } }],
    ['ItemReader', { ItemReader: {} }],
    ['ResultWriter', { ResultWriter: {} }],
    ['a task token', { Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }],
    ['JSONata', { QueryLanguage: 'JSONata' }],
    ['a JSONata expression', { Output: '{% $states.input %}' }],
    ['no time-out', { TimeoutSeconds: undefined }],
    ['no Retry', { Retry: [] }],
    ['no Catch', { Catch: [] }],
    ['an error that nobody raises', { Catch: [{ ErrorEquals: ['Throttled'] }] }],
  ])('refuses a task with %s', (_what, broken) => {
    expect(faultsOf(JSON.parse(JSON.stringify(machineOf(broken))))).toHaveLength(1);
  });

  it('looks into maps and branches', () => {
    const inner = machineOf({ Assign: {} });
    expect(faultsOf({ States: { Outer: { Type: 'Map', ItemProcessor: inner } } })).toHaveLength(1);
    expect(faultsOf({ States: { Outer: { Type: 'Parallel', Branches: [inner] } } })).toHaveLength(1);
    expect(statesOf({ States: { Outer: { Type: 'Map', ItemProcessor: inner } } })).toHaveLength(2);
  });

  it('refuses two states of one name', () => {
    const twice = { States: { Task: task, Outer: { Type: 'Map', ItemProcessor: { States: { Task: task } } } } };
    expect(faultsOf(twice)).toEqual(['has two states named Task: give each its own name']);
  });
});

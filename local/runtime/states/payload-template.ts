import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { contextObject } from './context-object.ts';
import type { StateScope } from './state-scope.ts';

type Json = Parameters<StateMachine['run']>[0];

/** Evaluates a payload template by running a single Pass state, so that the result is that of the interpreter. */
export const evaluateTemplate = async (template: unknown, input: unknown, scope: StateScope): Promise<unknown> => {
  const machine = { StartAt: 'Evaluate', States: { Evaluate: { Type: 'Pass', Parameters: template, End: true } } };
  const { result } = new StateMachine(machine as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  }).run(input as Json, { context: contextObject(scope.context, scope.clock, []) }); // payloads are JSON throughout
  return result;
};

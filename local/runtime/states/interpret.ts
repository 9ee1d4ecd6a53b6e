import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { contextObject } from './context-object.ts';
import type { Definition } from './definition.ts';
import {
  bytesOf,
  dataLimitExceeded,
  falsyInput,
  historyFull,
  isFalsyScalar,
  payloadLimitBytes,
  type StateFailure,
} from './failures.ts';
import { type Lowered, lower } from './lower.ts';
import type { StateScope } from './state-scope.ts';

type RunOptions = NonNullable<Parameters<StateMachine['run']>[1]>;
type Json = Parameters<StateMachine['run']>[0];

/** The parts of the interpreter's events that are written to the history. */
interface InterpreterEvent {
  readonly type: string;
  readonly state?: { readonly name: string; readonly input: unknown; readonly output?: unknown };
}

const lowered = new WeakMap<Definition, Lowered>();

const lowerOnce = (definition: Definition): Lowered => {
  const found = lowered.get(definition) ?? lower(definition);
  lowered.set(definition, found);
  return found;
};

/** Checks the input or output of a state: its size, and whether the interpreter can read it. */
const violationOf = (event: InterpreterEvent): StateFailure | undefined => {
  const { state } = event;
  if (state === undefined) return undefined;
  const value = event.type === 'StateExited' ? state.output : state.input;
  if (event.type === 'StateEntered' && isFalsyScalar(value)) return falsyInput(state.name, value);
  const bytes = bytesOf(value);
  return bytes > payloadLimitBytes ? dataLimitExceeded(state.name, bytes) : undefined;
};

/** Writes the history while the interpreter runs. Returns the first violation of a limit. */
const watch = async (
  events: AsyncIterable<InterpreterEvent>,
  types: ReadonlyMap<string, string>,
  scope: StateScope,
  stop: () => void,
): Promise<StateFailure | undefined> => {
  let violation: StateFailure | undefined;
  for await (const event of events) {
    if (event.state !== undefined) scope.history.state(event.type, types.get(event.state.name) ?? '', event.state);
    violation ??= scope.history.full ? historyFull() : violationOf(event);
    if (violation !== undefined) stop();
  }
  return violation;
};

/**
 * Runs one scope of states: a state machine, an item of a Map or a branch of a Parallel. Every scope is a run of its
 * own, so that names in different scopes do not collide and `$$` holds the values of the scope.
 */
export const interpret = async (definition: Definition, input: unknown, scope: StateScope): Promise<unknown> => {
  const { machine, types, handlers } = lowerOnce(definition);
  const own = new AbortController();
  const signal = AbortSignal.any([scope.signal, own.signal]);
  signal.throwIfAborted();
  const childScope: StateScope = { ...scope, signal };
  const bound = Object.entries(handlers).map(
    ([name, handler]) => [name, (effective: unknown) => handler(effective, childScope)] as const,
  );
  const started = new StateMachine(machine as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  }).run(
    input as Json,
    {
      overrides: { taskResourceLocalHandlers: Object.fromEntries(bound) },
      context: contextObject(scope.context, scope.clock, [...types.keys()]),
    } as RunOptions,
  ); // the handlers return JSON, which the library's types do not express
  const abort = (): void => started.abort();
  signal.addEventListener('abort', abort, { once: true });
  const watched = watch(started.eventLogs as AsyncIterable<InterpreterEvent>, types, scope, () => own.abort());
  try {
    const result = await started.result;
    const violation = await watched;
    if (violation !== undefined) throw violation;
    return result;
  } catch (error) {
    const violation = await watched;
    if (violation !== undefined) throw violation;
    scope.signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    own.abort(); // ends what a Catch or a time-out has left running in this scope
  }
};

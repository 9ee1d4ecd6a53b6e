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

/** The parts of the interpreter's events that become history. */
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

/** What must not pass a state's door: too many bytes, or a scalar that the interpreter cannot read. */
const breachOf = (event: InterpreterEvent): StateFailure | undefined => {
  const { state } = event;
  if (state === undefined) return undefined;
  const value = event.type === 'StateExited' ? state.output : state.input;
  if (event.type === 'StateEntered' && isFalsyScalar(value)) return falsyInput(state.name, value);
  const bytes = bytesOf(value);
  return bytes > payloadLimitBytes ? dataLimitExceeded(state.name, bytes) : undefined;
};

/** Writes history while the interpreter goes, and answers the first breach. */
const watch = async (
  events: AsyncIterable<InterpreterEvent>,
  types: ReadonlyMap<string, string>,
  run: StateScope,
  stop: () => void,
): Promise<StateFailure | undefined> => {
  let breach: StateFailure | undefined;
  for await (const event of events) {
    if (event.state !== undefined) run.history.state(event.type, types.get(event.state.name) ?? '', event.state);
    breach ??= run.history.full ? historyFull() : breachOf(event);
    if (breach !== undefined) stop();
  }
  return breach;
};

/**
 * Runs one scope of states (a machine, an item of a Map, a branch of a Parallel) to its end. Every scope is a run of its own, so that names in
 * different scopes never meet and `$$` holds what belongs to the scope.
 */
export const interpret = async (definition: Definition, input: unknown, run: StateScope): Promise<unknown> => {
  const { machine, types, handlers } = lowerOnce(definition);
  const own = new AbortController();
  const signal = AbortSignal.any([run.signal, own.signal]);
  signal.throwIfAborted();
  const scoped: StateScope = { ...run, signal };
  const bound = Object.entries(handlers).map(
    ([name, handler]) => [name, (effective: unknown) => handler(effective, scoped)] as const,
  );
  const started = new StateMachine(machine as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  }).run(
    input as Json,
    {
      overrides: { taskResourceLocalHandlers: Object.fromEntries(bound) },
      context: contextObject(run.context, run.clock, [...types.keys()]),
    } as RunOptions,
  ); // our handlers answer JSON, which the library's types cannot see
  const abort = (): void => started.abort();
  signal.addEventListener('abort', abort, { once: true });
  const watched = watch(started.eventLogs as AsyncIterable<InterpreterEvent>, types, run, () => own.abort());
  try {
    const result = await started.result;
    const breach = await watched;
    if (breach !== undefined) throw breach;
    return result;
  } catch (error) {
    const breach = await watched;
    if (breach !== undefined) throw breach;
    run.signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    own.abort(); // whatever a Catch or a time-out left behind in this scope ends with it
  }
};

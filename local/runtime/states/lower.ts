import { rewritePaths } from './context-object.ts';
import { type Definition, MapState, ParallelState, type State, TaskState, WaitState } from './definition.ts';
import { runBranches } from './run-branches.ts';
import { runMap } from './run-map.ts';
import { runTask } from './run-task.ts';
import { runWait } from './run-wait.ts';
import type { StateScope } from './state-scope.ts';

export type Handler = (effectiveInput: unknown, run: StateScope) => Promise<unknown>;

/** A definition that the interpreter runs as it would run in AWS. */
export interface Lowered {
  readonly machine: Definition;
  /** The type that each state has in the template. */
  readonly types: ReadonlyMap<string, string>;
  readonly handlers: Readonly<Record<string, Handler>>;
}

/**
 * The interpreter ends a Task without TimeoutSeconds after a minute, where AWS waits for years. Time-outs are kept by the adapter; this one only
 * keeps the interpreter's out of the way, and fits its timer.
 */
const neverSeconds = 2_000_000;

const commonFields = [
  'InputPath',
  'ResultSelector',
  'ResultPath',
  'OutputPath',
  'Retry',
  'Catch',
  'Next',
  'End',
] as const;

const asTask = (state: State, parameters: unknown): State => ({
  ...Object.fromEntries(commonFields.filter((field) => field in state).map((field) => [field, state[field]])),
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  TimeoutSeconds: neverSeconds,
  ...(parameters === undefined ? {} : { Parameters: parameters }),
});

const pathTo = (key: string, path: string | undefined): Record<string, string> =>
  path === undefined ? {} : { [`${key}.$`]: path };

const lowerMap = (state: MapState): readonly [State, Handler] => [
  asTask(state, {
    'input.$': '$',
    'items.$': state.ItemsPath ?? '$',
    ...pathTo('concurrency', state.MaxConcurrencyPath),
  }),
  (input, run) => runMap(state, input, run),
];

const lowerWait = (state: WaitState): readonly [State, Handler] => [
  asTask(state, {
    'input.$': '$',
    ...pathTo('seconds', state.SecondsPath),
    ...pathTo('timestamp', state.TimestampPath),
  }),
  (input, run) => runWait(state, input, run),
];

/** Map, Parallel and Wait become Tasks that the adapter carries out; Task is carried out by it too. The rest stays the interpreter's. */
const lowerState = (name: string, original: State): readonly [State, Handler | undefined] => {
  switch (original.Type) {
    case 'Map':
      return lowerMap(MapState.parse(original));
    case 'Parallel': {
      const { Branches } = ParallelState.parse(original);
      return [asTask(original, original['Parameters']), (input, run) => runBranches(Branches, input, run)];
    }
    case 'Wait':
      return lowerWait(WaitState.parse(original));
    case 'Task': {
      const task = TaskState.parse(original);
      return [{ ...original, TimeoutSeconds: neverSeconds }, (input, run) => runTask(name, task, input, run)];
    }
    default:
      return [original, undefined];
  }
};

/** Prepares a definition for the interpreter. Nothing of what it means changes; what the interpreter gets wrong is taken out of its hands. */
export const lower = (definition: Definition): Lowered => {
  const states: Record<string, State> = {};
  const types = new Map<string, string>();
  const handlers: Record<string, Handler> = {};
  for (const [name, original] of Object.entries(definition.States)) {
    const inner = original.Type === 'Map' || original.Type === 'Parallel' ? original : rewritePaths(original, name);
    const [state, handler] = lowerState(name, inner);
    states[name] = rewritePaths(state, name);
    types.set(name, original.Type);
    if (handler !== undefined) handlers[name] = handler;
  }
  return { machine: { StartAt: definition.StartAt, States: states }, types, handlers };
};

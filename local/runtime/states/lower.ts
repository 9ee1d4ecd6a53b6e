import { rewritePaths } from './context-object.ts';
import { type Definition, MapState, ParallelState, type State, TaskState, WaitState } from './definition.ts';
import { runBranches } from './run-branches.ts';
import { runMap } from './run-map.ts';
import { runTask } from './run-task.ts';
import { runWait } from './run-wait.ts';
import type { StateScope } from './state-scope.ts';

export type Handler = (effectiveInput: unknown, scope: StateScope) => Promise<unknown>;

/** A definition rewritten so that the interpreter runs it as AWS would. */
export interface Lowered {
  readonly machine: Definition;
  /** The type of each state in the template. */
  readonly types: ReadonlyMap<string, string>;
  readonly handlers: Readonly<Record<string, Handler>>;
}

/**
 * The interpreter ends a Task without TimeoutSeconds after a minute, where AWS has no time limit. The adapter enforces
 * time-outs itself, so the interpreter gets the longest one that fits its timer.
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
  (input, scope) => runMap(state, input, scope),
];

const lowerWait = (state: WaitState): readonly [State, Handler] => [
  asTask(state, {
    'input.$': '$',
    ...pathTo('seconds', state.SecondsPath),
    ...pathTo('timestamp', state.TimestampPath),
  }),
  (input, scope) => runWait(state, input, scope),
];

/**
 * Turns Map, Parallel and Wait into Tasks that the adapter implements, as it does Task itself. The interpreter runs the
 * other types.
 */
const lowerState = (name: string, original: State): readonly [State, Handler | undefined] => {
  switch (original.Type) {
    case 'Map':
      return lowerMap(MapState.parse(original));
    case 'Parallel': {
      const { Branches } = ParallelState.parse(original);
      return [asTask(original, original['Parameters']), (input, scope) => runBranches(Branches, input, scope)];
    }
    case 'Wait':
      return lowerWait(WaitState.parse(original));
    case 'Task': {
      const task = TaskState.parse(original);
      return [{ ...original, TimeoutSeconds: neverSeconds }, (input, scope) => runTask(name, task, input, scope)];
    }
    default:
      return [original, undefined];
  }
};

/**
 * Rewrites a definition for the interpreter. Its meaning stays; what the interpreter gets wrong is moved to handlers.
 */
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

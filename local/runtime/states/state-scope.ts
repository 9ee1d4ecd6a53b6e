import type { ConcurrencyRange } from '../concurrency-limits.ts';
import type { RuntimeClock } from '../time/runtime-clock.ts';
import type { ContextValues } from './context-object.ts';
import type { Definition, MapState } from './definition.ts';
import type { History } from './history.ts';
import type { Integration } from './integration.ts';

/** A child execution of a Distributed Map. */
export interface ChildRequest {
  readonly definition: Definition;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly label: string;
  readonly input: unknown;
  readonly signal: AbortSignal;
}

/** A Map state with everything evaluated that comes before its children. */
export interface MapWork {
  readonly state: MapState;
  readonly definition: Definition;
  /** Inputs of the children, after ItemSelector. */
  readonly items: readonly unknown[];
  readonly concurrency: number | undefined;
  /** The input of the Map state itself, for ItemBatcher's BatchInput. */
  readonly input: unknown;
}

/** Everything that one scope of states needs while it runs. */
export interface StateScope {
  readonly clock: RuntimeClock;
  readonly context: ContextValues;
  readonly history: History;
  readonly signal: AbortSignal;
  /** Carries out a Task. `onStart` is called when the work begins, after any waiting in line that AWS would not have. */
  readonly callIntegration: (
    integration: Integration,
    input: unknown,
    signal: AbortSignal,
    onStart: () => void,
  ) => Promise<unknown>;
  /** Runs the states nested in one: an item of a Map, a branch of a Parallel. */
  readonly interpret: (definition: Definition, input: unknown, run: StateScope) => Promise<unknown>;
  /** How many children of a Distributed Map this machine serves at the same time. */
  readonly childConcurrency: ConcurrencyRange;
  /** Runs a child execution to its end; rejects when it did not succeed. */
  readonly runChild: (request: ChildRequest) => Promise<unknown>;
}

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

/** A Map state whose items and concurrency are evaluated. */
export interface MapWork {
  readonly state: MapState;
  readonly definition: Definition;
  /** Inputs of the children, after ItemSelector was applied. */
  readonly items: readonly unknown[];
  readonly concurrency: number | undefined;
  /** The input of the Map state itself, for ItemBatcher's BatchInput. */
  readonly input: unknown;
}

/** What a scope of states needs while it runs. */
export interface StateScope {
  readonly clock: RuntimeClock;
  readonly context: ContextValues;
  readonly history: History;
  readonly signal: AbortSignal;
  /**
   * Calls the integration of a Task. `onStart` is called when the work starts, after the time in the local queue, which
   * AWS does not have.
   */
  readonly callIntegration: (
    integration: Integration,
    input: unknown,
    signal: AbortSignal,
    onStart: () => void,
    /** The role of the state machine. */
    roleArn: string,
  ) => Promise<unknown>;
  /** Runs a nested scope: an item of a Map or a branch of a Parallel. */
  readonly interpret: (definition: Definition, input: unknown, scope: StateScope) => Promise<unknown>;
  /** Concurrency of the children of a Distributed Map on this machine. */
  readonly childConcurrency: ConcurrencyRange;
  /** Runs a child execution to its end. Rejects when it does not succeed. */
  readonly runChild: (request: ChildRequest) => Promise<unknown>;
}

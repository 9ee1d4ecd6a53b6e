import type { RuntimeClock } from '../time/runtime-clock.ts';

/** The values of the context object `$$` that do not depend on the state. */
export interface ContextValues {
  readonly execution: {
    readonly Id: string;
    readonly Name: string;
    readonly StartTime: string;
    readonly Input: unknown;
    readonly RoleArn: string;
  };
  readonly machine: { readonly Id: string; readonly Name: string };
  readonly mapItem?: { readonly Index: number; readonly Value: unknown };
}

/**
 * The interpreter overwrites `$$.Execution.Input` and `$$.Execution.StartTime` in every nested run and has no
 * `$$.State`. Definitions are therefore rewritten to read the same values under other names.
 */
export const rewritePath = (path: string, stateName: string): string =>
  path
    .replaceAll(/\$\$\.Execution\b/g, '$$$$.Run')
    .replaceAll(/\$\$\.State\.Name\b/g, () => `$$.StateNames.${stateKey(stateName)}`);

/** A key for a state name that needs no quotes in a path. */
export const stateKey = (stateName: string): string => `s${Buffer.from(stateName).toString('hex')}`;

/** Rewrites every path of a state, at any depth of a payload template. */
export const rewritePaths = <Value>(value: Value, stateName: string, key = ''): Value => {
  if (typeof value === 'string') {
    const isPath = key.endsWith('.$') || key.endsWith('Path') || key === 'Variable';
    return (isPath ? rewritePath(value, stateName) : value) as Value; // a string stays a string
  }
  if (Array.isArray(value)) return value.map((one) => rewritePaths(one, stateName, key)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, one]) => [inner, rewritePaths(one, stateName, inner)]),
  ) as Value;
};

/** The context object `$$` of one run of the interpreter. */
export const contextObject = (
  { execution, machine, mapItem }: ContextValues,
  clock: RuntimeClock,
  stateNames: readonly string[],
): Record<string, unknown> => ({
  Run: execution,
  StateMachine: machine,
  StateNames: Object.fromEntries(stateNames.map((name) => [stateKey(name), name])),
  State: {
    // Read while a state's input is built, which is when the state is entered.
    get EnteredTime() {
      return clock.now().toISOString();
    },
  },
  ...(mapItem === undefined ? {} : { Map: { Item: mapItem } }),
});

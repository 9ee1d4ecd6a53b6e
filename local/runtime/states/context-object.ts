import type { RuntimeClock } from '../time/runtime-clock.ts';

/** What `$$` shows, beside what depends on the state. */
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
 * The interpreter overwrites `$$.Execution.Input` and `$$.Execution.StartTime` in every nested run, and knows no `$$.State`. So definitions are
 * rewritten to read the same things below other names, which it leaves alone.
 */
export const rewritePath = (path: string, stateName: string): string =>
  path
    .replaceAll(/\$\$\.Execution\b/g, '$$$$.Run')
    .replaceAll(/\$\$\.State\.Name\b/g, () => `$$.StateNames.${stateKey(stateName)}`);

/** A key that needs no quoting in a path. */
export const stateKey = (stateName: string): string => `s${Buffer.from(stateName).toString('hex')}`;

/** Rewrites every path of a state, however deep it stands in a payload template. */
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

/** The object behind `$$` for one run of the interpreter. */
export const contextObject = (
  { execution, machine, mapItem }: ContextValues,
  clock: RuntimeClock,
  stateNames: readonly string[],
): Record<string, unknown> => ({
  Run: execution,
  StateMachine: machine,
  StateNames: Object.fromEntries(stateNames.map((name) => [stateKey(name), name])),
  State: {
    // Read while a state's input is made, which is when it is entered.
    get EnteredTime() {
      return clock.now().toISOString();
    },
  },
  ...(mapItem === undefined ? {} : { Map: { Item: mapItem } }),
});

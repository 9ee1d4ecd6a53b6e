import { readFile } from 'node:fs/promises';
import { Definition } from '#local/runtime/states/definition.ts';
import { StateFailure } from '#local/runtime/states/failures.ts';
import { History } from '#local/runtime/states/history.ts';
import { interpret } from '#local/runtime/states/interpret.ts';
import type { StateScope } from '#local/runtime/states/state-scope.ts';
import { validateDefinition } from '#local/runtime/states/validate-definition.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import type { MachineName } from '#shared/contract/function-contract.ts';
import { stackStart } from './stack-start.ts';

/** The functions that a machine calls, by name. An error that is thrown fails the task with the error's `name`. */
export type FakeFunctions = Readonly<Record<string, (payload: never) => unknown>>;

export interface MachineRun {
  readonly output: unknown;
  readonly calls: readonly { readonly name: string; readonly payload: unknown }[];
  callsOf(name: string): unknown[];
}

/**
 * The definition with names in place of ARNs: `${PlanTenantArn}` is `plan-tenant`, a surface's function is
 * `surface-<id>`.
 */
export const definitionOf = (machine: MachineName): Promise<Definition> => {
  const known = definitions.get(machine) ?? readDefinition(machine);
  definitions.set(machine, known);
  return known;
};

const definitions = new Map<MachineName, Promise<Definition>>();

const readDefinition = async (machine: MachineName): Promise<Definition> => {
  const text = await readFile(new URL(`../../statemachines/${machine}/definition.asl.json`, import.meta.url), 'utf8');
  const filled = text
    .replaceAll('${SurfaceFunctionPrefix}', 'surface-')
    .replaceAll(/\$\{(\w+)Arn\}/g, (_, name: string) => name.replaceAll(/(?<=.)([A-Z])/g, '-$1').toLowerCase());
  const definition = Definition.parse(JSON.parse(filled));
  validateDefinition(definition, machine);
  return definition;
};

/**
 * Runs a machine in the interpreter of the embedded runtime with a test's functions. Waits are skipped, retries are
 * not.
 */
export const runMachine = async (
  machine: MachineName,
  input: unknown,
  functions: FakeFunctions,
): Promise<MachineRun> => {
  const calls: { name: string; payload: unknown }[] = [];
  const clock = new RuntimeClock(stackStart());
  const fastForward = setInterval(() => clock.moveTo(new Date(clock.milliseconds() + 10_000)), 5);
  const task: StateScope['callIntegration'] = async (integration, parameters, _signal, onStart) => {
    onStart();
    const { name, payload } = calledBy(parameters);
    calls.push({ name, payload });
    const answer = functions[name];
    if (answer === undefined) throw new StateFailure('Lambda.ResourceNotFoundException', `no function ${name}`);
    try {
      const answered = await answer(payload as never); // the test wrote both sides
      return integration.is === 'invoke' ? { StatusCode: 200, Payload: answered } : answered;
    } catch (error) {
      throw error instanceof Error ? new StateFailure(error.name, error.message) : error;
    }
  };
  const execution = { Id: 'execution-id', Name: 'execution-1', StartTime: '', Input: input, RoleArn: 'role' };
  const run: StateScope = {
    clock,
    history: new History(() => clock.now()),
    signal: new AbortController().signal,
    context: { execution, machine: { Id: machine, Name: machine } },
    callIntegration: task,
    childConcurrency: { initial: 8, maximum: 8 },
    interpret,
    runChild: (request) => interpret(request.definition, request.input, run),
  };
  try {
    const output = await interpret(await definitionOf(machine), input, run);
    const callsOf = (name: string) => calls.filter((call) => call.name === name).map(({ payload }) => payload);
    return { output, calls, callsOf };
  } finally {
    clearInterval(fastForward);
  }
};

const calledBy = (parameters: unknown): { name: string; payload: unknown } => {
  // The parameters that the definition passes.
  const { FunctionName, Payload, StateMachineArn, Input } = parameters as Record<string, unknown>;
  return FunctionName === undefined
    ? { name: String(StateMachineArn), payload: JSON.parse(String(Input)) }
    : { name: String(FunctionName), payload: Payload };
};

/** A function that fails its task with this error name. */
export const failingWith = (name: string) => (): never => {
  const error = new Error(`${name}, thrown by the test`);
  error.name = name;
  throw error;
};

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { stageNames } from '../settings.ts';

/** A command line that is not valid: one line says why, and the exit status is 2. */
export class UsageError extends Error {}

/** Reads the flags of a command. Each is required; any other argument is refused. */
export const readFlags = <const Names extends readonly string[]>(
  names: Names,
  usage: string,
  given: readonly string[],
): Readonly<Record<Names[number], string>> => {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    names.map((name) => [name, { type: 'string' }]),
  );
  let values: Readonly<Record<string, unknown>>;
  try {
    values = parseArgs({ args: [...given], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n${usage}`);
  }
  const missing = names.filter((name) => typeof values[name] !== 'string' || values[name] === '');
  if (missing.length > 0) throw new UsageError(`--${missing.join(', --')} is missing\n${usage}`);
  return values as Readonly<Record<Names[number], string>>; // each of them was checked above
};

type GivenFlags<Kinds extends Readonly<Record<string, 'text' | 'switch'>>> = {
  readonly [Name in keyof Kinds]?: Kinds[Name] extends 'text' ? string : true;
} & { readonly positionals: readonly string[] };

/** Reads flags of which none is required. A text must not be empty; more positional arguments are refused. */
export const readGivenFlags = <const Kinds extends Readonly<Record<string, 'text' | 'switch'>>>(
  kinds: Kinds,
  usage: string,
  given: readonly string[],
  positionalCount = 0,
): GivenFlags<Kinds> => {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, { type: kind === 'text' ? 'string' : 'boolean' }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...given], options, strict: true, allowPositionals: true });
    const empty = Object.keys(values).find((name) => values[name] === '');
    if (empty !== undefined) throw new Error(`--${empty} is empty`);
    if (positionals.length > positionalCount) throw new Error(`Unexpected argument '${positionals[positionalCount]}'`);
    return { ...values, positionals } as unknown as GivenFlags<Kinds>; // parseArgs has checked names and kinds
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n${usage}`);
  }
};

/** A stage that exists; its name is part of the name of all its functions. */
export const knownStage = (stage: string): string => {
  if (stageNames.includes(stage)) return stage;
  throw new UsageError(`there is no stage ${stage}; the stages are ${stageNames.join(', ')}`);
};

/** Runs a command, or prints its usage with --help. An error is printed in one line, without a stack trace. */
export const runCommand = async (
  usage: string,
  command: (given: readonly string[]) => Promise<void>,
): Promise<void> => {
  const given = process.argv.slice(2);
  try {
    if (given.includes('--help') || given.includes('-h')) process.stdout.write(`${usage}\n`);
    else await command(given);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
};

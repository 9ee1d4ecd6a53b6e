import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A command line that is not valid. The message is one line, and the exit status is 2. */
export class UsageError extends Error {}

export interface Options {
  /** Ends after the sync. */
  readonly once: boolean;
  /** Prints the result as one line of JSON, the last on standard output. Everything else goes to standard error. */
  readonly json: boolean;
  readonly port: number;
  readonly dataDir: string | undefined;
  /** Starts without the demo book: one MSP with one member for each role. */
  readonly empty: boolean;
  /** Replaces the simulated Microsoft. */
  readonly microsoft: Readonly<Record<string, string>> | undefined;
  /** Number of customers in the demo book; its own twelve when left out. */
  readonly tenants: number | undefined;
  readonly now: Date | undefined;
  /** Prints the tokens. Without it they are in the session file only. */
  readonly tokens: boolean;
  /** Leaves one simulated tenant unconnected, and prints what connecting it takes. */
  readonly try: boolean;
  /** A cloud assembly to run as it is, without bundling and synthesis. */
  readonly assemblyDir: string | undefined;
  readonly help: boolean;
}

export const usage = `npm start -- [options]
  runs the synthesized stack on this machine with a simulated Microsoft, syncs the demo book and keeps serving
  --once             end after the sync
  --json             print the result as JSON, as the last line of standard output
  --port N           port of the API (8787; 0 takes a free one)
  --data DIR         keep the database and the secrets there
  --empty            start without the demo book
  --microsoft JSON   call these origins instead of the simulated Microsoft, as MICROSOFT_ORIGINS
  --tenants N        size of the demo book (12)
  --try              leave one simulated tenant unconnected, for docs/setup-guide.md
  --tokens           print the tokens of admin, member and viewer
  --now INSTANT      start the clock there, as 2030-01-31T08:00:00Z
  --assembly DIR     run this cloud assembly as it is`;

const flags = {
  once: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  port: { type: 'string', default: '8787' },
  data: { type: 'string' },
  empty: { type: 'boolean', default: false },
  microsoft: { type: 'string' },
  tenants: { type: 'string' },
  now: { type: 'string' },
  assembly: { type: 'string' },
  tokens: { type: 'boolean', default: false },
  try: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const reject = (flag: string, given: string, expected: string): never => {
  throw new UsageError(`--${flag} got ${JSON.stringify(given)}, want ${expected}`);
};

const wholeNumber = (flag: string, text: string, from: number, to: number): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  return reject(flag, text, `a whole number from ${from} to ${to}`);
};

const instant = (text: string): Date => {
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return new Date(text);
  return reject('now', text, 'an instant like 2030-01-31T08:00:00Z');
};

const Origins = z.record(z.url(), z.url());

const origins = (text: string): Record<string, string> => {
  const expected = 'a JSON object from origin to origin, like {"https://graph.microsoft.com":"http://127.0.0.1:4020"}';
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return reject('microsoft', text, expected);
  }
  return Origins.safeParse(given).data ?? reject('microsoft', text, expected);
};

const parse = (given: readonly string[]) => {
  try {
    return parseArgs({ args: [...given], options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node's message is long; its first sentence says what is wrong.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\.?\n|\. /);
    throw new UsageError(reason);
  }
};

const folder = (flag: string, text: string | undefined): string | undefined =>
  text === '' ? reject(flag, text, 'a folder') : text;

/** Parses the command line. Throws `UsageError` for an unknown flag or a value that is not valid. */
export const readOptions = (given: readonly string[]): Options => {
  const values = parse(given);
  if (values.try && values.microsoft !== undefined)
    throw new UsageError('--try needs the simulated Microsoft, which --microsoft replaces');
  return {
    once: values.once,
    json: values.json,
    port: wholeNumber('port', values.port, 0, 65_535),
    dataDir: folder('data', values.data),
    empty: values.empty,
    microsoft: values.microsoft === undefined ? undefined : origins(values.microsoft),
    tenants: values.tenants === undefined ? undefined : wholeNumber('tenants', values.tenants, 1, 10_000),
    now: values.now === undefined ? undefined : instant(values.now),
    assemblyDir: folder('assembly', values.assembly),
    tokens: values.tokens,
    try: values.try,
    help: values.help,
  };
};

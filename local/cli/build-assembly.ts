import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { spawnChild } from '#local/runtime/child-process.ts';

const root = resolve(import.meta.dirname, '../..');
/** A small young generation: synthesis takes 160 MB less at its peak, and hardly longer. */
const nodeOptions = ['--no-warnings', '--max-semi-space-size=2'];
/** Only the end of a failed program's output is shown: it holds the error. */
const shownCharacters = 4_000;

const run = async (what: string, file: string, variables: Readonly<Record<string, string>>): Promise<void> => {
  const child = spawnChild(process.execPath, [...nodeOptions, file], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolveCode, reject) => {
    child.once('error', reject);
    child.once('exit', resolveCode);
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error(`${what} gave no output to read`);
  const [code, output, errorOutput] = await Promise.all([ended, text(stdout), text(stderr)]);
  if (code !== 0)
    throw new Error(`${what} failed:\n${withoutStack(`${output}${errorOutput}`).slice(-shownCharacters)}`);
};

/** Node's stack frames do not help to fix code that does not build. */
const withoutStack = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !/^\s+at |^Node\.js v\d/.test(line))
    .join('\n')
    .trim();

/** Bundles every Lambda as it would be deployed. */
export const bundle = (): Promise<void> => run('bundling the functions', 'esbuild.config.mjs', {});

/** Synthesizes the stage `local`. Returns the folder of the cloud assembly. */
export const synthesize = async (directory = resolve(root, 'cdk.out')): Promise<string> => {
  await run('synthesizing the stack', 'infra/app.ts', { CDK_OUTDIR: directory });
  return directory;
};

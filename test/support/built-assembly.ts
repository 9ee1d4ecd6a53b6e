import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** One folder per test run: the workers of a run are children of one process. */
const prefix = 'vectis-built-';
const folder = join(tmpdir(), `${prefix}${process.ppid}`);
/** The folders of the functions, below their groups. */
export const bundlesFolder = join(folder, 'dist');
const done = join(folder, 'done');
const failed = join(folder, 'failed');

const Bundles = z.array(
  z.object({
    name: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    packages: z.array(z.string()),
    files: z.array(z.string()),
  }),
);

/** What each bundle of the working tree contains, as the build wrote it. */
export const builtBundles = async (): Promise<z.output<typeof Bundles>> => {
  await builtAssembly();
  return Bundles.parse(JSON.parse(readFileSync(join(bundlesFolder, 'bundles.json'), 'utf8')));
};

/**
 * The stage `local`, bundled and synthesized from the working tree into its own folder. The first caller of a test run
 * builds it, the others wait.
 */
export const builtAssembly = async (): Promise<string> => {
  const assembly = join(folder, 'cdk.out');
  if (claimsBuild()) await build(assembly);
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error(`the stack could not be built: see ${failed}`);
    await pause(100);
  }
  return assembly;
};

const claimsBuild = (): boolean => {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false; // The folder exists: another worker builds the stack.
  }
};

const build = async (assembly: string): Promise<void> => {
  removeOfEndedRuns();
  const env = { ...process.env, DIST_DIR: bundlesFolder, CDK_OUTDIR: assembly };
  try {
    await run(process.execPath, ['esbuild.config.mjs'], { cwd: root, env });
    await run(process.execPath, ['infra/app.ts'], { cwd: root, env });
    writeFileSync(done, '');
  } catch (error) {
    writeFileSync(failed, String(error));
    throw error;
  }
};

/** Removes the folders of ended test runs: no process is left at the end of a run to remove its own. */
const removeOfEndedRuns = (): void => {
  for (const name of globSync(`${prefix}*`, { cwd: tmpdir() })) {
    if (!isRunning(Number(name.slice(prefix.length)))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // There is no such process.
  }
};

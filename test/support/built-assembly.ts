import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** One folder a test run: its workers are children of one process. */
const prefix = 'vectis-built-';
const folder = join(tmpdir(), `${prefix}${process.ppid}`);
const done = join(folder, 'done');
const failed = join(folder, 'failed');

/**
 * The stage `local`, bundled from the tree as it is and synthesized, in a folder of its own. Whoever asks first in a test run builds it, the others wait for that;
 * tests that need no stack never pay for it.
 */
export const builtAssembly = async (): Promise<string> => {
  const assembly = join(folder, 'cdk.out');
  if (claims()) await build(assembly);
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error(`the stack could not be built: see ${failed}`);
    await pause(100);
  }
  return assembly;
};

const claims = (): boolean => {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false; // Somebody else's to build: the one thing that can be wrong with a folder below the temporary one.
  }
};

const build = async (assembly: string): Promise<void> => {
  removeOfEndedRuns();
  const env = { ...process.env, DIST_DIR: join(folder, 'dist'), CDK_OUTDIR: assembly };
  try {
    await run(process.execPath, ['esbuild.config.mjs'], { cwd: root, env });
    await run(process.execPath, ['infra/app.ts'], { cwd: root, env });
    writeFileSync(done, '');
  } catch (error) {
    writeFileSync(failed, String(error));
    throw error;
  }
};

/** Nobody is left to clean up when a test run ends, so the next one does. */
const removeOfEndedRuns = (): void => {
  for (const name of globSync(`${prefix}*`, { cwd: tmpdir() })) {
    if (!isRunning(Number(name.slice(prefix.length)))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // No such process, which is the answer.
  }
};

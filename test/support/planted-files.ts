import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './project-files.ts';

/**
 * A folder with violations in it, inside `.local/`, which git and every tool pass over: there the project's own imports and packages resolve as they do
 * for real files. Gone when the work is done.
 */
export const withPlantedFiles = async <Result>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Result | Promise<Result>,
  parent: string = join(root, '.local'),
): Promise<Result> => {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'planted-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Runs a tool of the project and gives what it printed, and whether it was content. */
export const runTool = (
  tool: string,
  args: readonly string[],
  cwd: string = root,
): { passed: boolean; output: string } => {
  try {
    const output = execFileSync(resolve(root, 'node_modules/.bin', tool), args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { passed: true, output };
  } catch (error) {
    // A tool that finds something ends with a status, and its words are on the error.
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return { passed: false, output: `${stdout ?? ''}${stderr ?? ''}` };
  }
};

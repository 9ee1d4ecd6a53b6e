import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './project-files.ts';

/**
 * Writes files with planted violations to a folder in `.local/`, runs `work` and removes the folder. Git and the tools
 * ignore `.local/`, and the project's imports and packages resolve there as for real files.
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

/** Runs a tool from `node_modules/.bin`. Returns its output, and whether its exit status was 0. */
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
    // A tool that finds something exits with another status, and the error carries its output.
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return { passed: false, output: `${stdout ?? ''}${stderr ?? ''}` };
  }
};

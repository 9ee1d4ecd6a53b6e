import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFiles, root } from '#test/support/project-files.ts';

export interface CommandResult {
  readonly passed: boolean;
  readonly output: string;
}

export interface ScratchCopy {
  /** Content of a file of the copy, or undefined if it does not exist. */
  read(path: string): string | undefined;
  /** Writes a file, and its folder. */
  write(path: string, text: string): void;
  /** Restores the working tree as it was copied. */
  reset(): void;
  /** Paths that differ from the working tree as it was copied, sorted. */
  touched(): readonly string[];
  /** Runs a tool from `node_modules/.bin`. */
  runTool(tool: string, ...args: readonly string[]): CommandResult;
  /** Runs a script of the project under Node. */
  runScript(...args: readonly string[]): CommandResult;
  remove(): void;
}

/** A copy of the working tree with its own git repository, and with the packages of the original. */
export const scratchCopy = (): ScratchCopy => {
  const folder = mkdtempSync(join(tmpdir(), 'vectis-recipe-'));
  for (const path of projectFiles()) cpSync(join(root, path), join(folder, path));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

  const run = (command: string, args: readonly string[]): CommandResult => {
    try {
      const env = { ...process.env, NO_COLOR: '1', CI: 'true' };
      const output = execFileSync(command, args, { cwd: folder, encoding: 'utf8', env, stdio: 'pipe' });
      return { passed: true, output };
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string }; // as execFileSync throws
      return { passed: false, output: `${stdout ?? ''}${stderr ?? ''}` };
    }
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=recipe', '-c', 'user.email=recipe@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });

  git('init', '--quiet');
  // Ignored as a folder, and a symbolic link here.
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'the working tree');

  return {
    read(path) {
      try {
        return readFileSync(join(folder, path), 'utf8');
      } catch {
        return undefined; // the file does not exist
      }
    },
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    reset() {
      git('checkout', '--quiet', '.');
      git('clean', '--quiet', '--force', '-d');
    },
    touched: () =>
      git('status', '--porcelain', '--untracked-files=all')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.slice(3))
        .toSorted(),
    runTool: (tool, ...args) => run(join(root, 'node_modules/.bin', tool), args),
    runScript: (...args) => run(process.execPath, args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

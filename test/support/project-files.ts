import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export const readProjectFile = (path: string): string => readFileSync(resolve(root, path), 'utf8');
export const existsInProject = (path: string): boolean => existsSync(resolve(root, path));
/** Paths below the root that match one of the patterns, sorted, with forward slashes. */
export const globProject = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();

/** All files of the project: tracked by git, or untracked and not ignored. */
export const projectFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && existsInProject(path));

/** The faults as one text, a line each. Tests expect it to be empty. */
export const formatFaults = (faults: readonly string[]): string => faults.join('\n');

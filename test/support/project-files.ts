import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

export const readProjectFile = (path: string): string => readFileSync(resolve(root, path), 'utf8');
export const existsInProject = (path: string): boolean => existsSync(resolve(root, path));
/** Paths below the root, with forward slashes. */
export const globProject = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();

/** Everything that is part of the project: what git knows, or would be told next. */
export const projectFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && existsInProject(path));

/** One line a fault, with what to do about it: an empty text is what tests expect. */
export const formatFaults = (faults: readonly string[]): string => faults.join('\n');

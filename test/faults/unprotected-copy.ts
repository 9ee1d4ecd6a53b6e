import { fork } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Protection } from './fault-scenario.ts';

export const root = resolve(import.meta.dirname, '../..');
const sources = [
  'package.json',
  'shared',
  'functions',
  'statemachines',
  'local',
  'test/faults',
  'test/load',
  'test/support',
  'test/fixtures/graph',
  'test/fixtures/runtime',
];

const Outcome = z.object({ outcome: z.string() });

/** Runs a scenario in the source tree at `directory`. A process that exits without a result is an outcome, too. */
export const runScenarioIn = (directory: string, index: number): Promise<string> =>
  new Promise((resolveOutcome, reject) => {
    const child = fork(join(directory, 'test/faults/run-scenario.ts'), [String(index)], {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errorOutput = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errorOutput += chunk.toString();
    });
    child.once('error', reject);
    child.once('message', (message) => {
      resolveOutcome(Outcome.parse(message).outcome);
      child.kill();
    });
    child.once('exit', (code) => {
      const [last = ''] = errorOutput.trim().split('\n').slice(-1);
      resolveOutcome(`the process ended with ${code}: ${last}`);
    });
  });

/** The source without the protection. Throws unless the protected code occurs in it exactly once. */
export const removeProtection = (text: string, { file, find, replace }: Protection): string => {
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`${file} must hold once, and holds ${count} times: ${find.trim()}`);
  return text.replace(find, () => replace);
};

/** Copies the sources without one protection, runs `work` on the copy and removes it. */
export const withoutProtection = async <Result>(
  protection: Protection,
  work: (directory: string) => Promise<Result>,
): Promise<Result> => {
  const directory = mkdtempSync(join(tmpdir(), 'vectis-fault-'));
  try {
    for (const source of sources) cpSync(join(root, source), join(directory, source), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    const path = join(directory, protection.file);
    writeFileSync(path, removeProtection(readFileSync(path, 'utf8'), protection));
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

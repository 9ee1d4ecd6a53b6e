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
  'test/support',
  'test/fixtures/graph',
];

const Outcome = z.object({ outcome: z.string() });

/** Runs a scenario in the tree at `directory`; a process that ends without a word is an outcome, too. */
export const runScenarioIn = (directory: string, index: number): Promise<string> =>
  new Promise((resolveOutcome, reject) => {
    const child = fork(join(directory, 'test/faults/run-scenario.ts'), [String(index)], {
      cwd: directory,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString();
    });
    child.once('error', reject);
    child.once('message', (message) => {
      resolveOutcome(Outcome.parse(message).outcome);
      child.kill();
    });
    child.once('exit', (code) => {
      const [last = ''] = words.trim().split('\n').slice(-1);
      resolveOutcome(`the process ended with ${code}: ${last}`);
    });
  });

/** The source with the protection taken out. Throws where what is to be taken out does not stand in the file exactly once. */
export const removeProtection = (text: string, { file, find, replace }: Protection): string => {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`${file} must hold once, and holds ${times} times: ${find.trim()}`);
  return text.replace(find, () => replace);
};

/** A copy of the sources with one protection taken out, for as long as `work` takes. */
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

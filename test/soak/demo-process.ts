import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { localDirectory } from '#local/cli/session-file.ts';

const Record = z.looseObject({ sessionFile: z.string().optional(), apiUrl: z.string().optional() });
const Session = z.object({ pid: z.number(), tokens: z.object({ admin: z.string() }) });

const servesWithinMilliseconds = 180_000;
const endsWithinMilliseconds = 30_000;

/** A running `npm start`. */
export interface DemoProcess {
  /** npm, which started the stack. */
  readonly pid: number;
  readonly apiUrl: string;
  readonly adminToken: string;
  readonly hasEnded: () => boolean;
  /** Interrupts the stack as Ctrl-C does. Rejects when it has to be killed instead. */
  stop(): Promise<void>;
}

/**
 * The address that the command prints when it serves. All its output is read until it ends: when nobody reads, the
 * command stops at the next line that it prints.
 */
const printedAddress = (demo: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('npm start did not serve in time')), servesWithinMilliseconds);
    demo.once('exit', (code) => reject(new Error(`npm start ended with ${code} before it served`)));
    if (demo.stdout === null) throw new Error('npm start has no output');
    createInterface({ input: demo.stdout }).on('line', (line) => {
      const apiUrl = /The API serves at (\S+)/.exec(line)?.[1];
      if (apiUrl === undefined) return;
      clearTimeout(late);
      resolve(apiUrl);
    });
  });

const readSession = (apiUrl: string): z.output<typeof Session> => {
  const records = globSync('stacks/*.json', { cwd: localDirectory }).map((file) =>
    Record.parse(JSON.parse(readFileSync(join(localDirectory, file), 'utf8'))),
  );
  const file = records.find((record) => record.apiUrl === apiUrl)?.sessionFile;
  if (file === undefined) throw new Error(`no session file belongs to ${apiUrl}`);
  return Session.parse(JSON.parse(readFileSync(file, 'utf8')));
};

/** Starts the demo as a person does, and resolves when it serves. */
export const startDemo = async (assemblyDir: string | undefined): Promise<DemoProcess> => {
  const assembly = assemblyDir === undefined ? [] : ['--assembly', assemblyDir];
  const demo = spawn('npm', ['start', '--', '--port', '0', ...assembly], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(demo, 'exit');
  let apiUrl: string;
  try {
    apiUrl = await printedAddress(demo);
  } catch (error) {
    demo.kill('SIGKILL');
    throw error;
  }
  const { pid, tokens } = readSession(apiUrl);
  return {
    pid: demo.pid ?? 0,
    apiUrl,
    adminToken: tokens.admin,
    hasEnded: () => demo.exitCode !== null || demo.signalCode !== null,
    async stop() {
      process.kill(pid, 'SIGINT'); // npm does not pass the signal on
      const inTime = await Promise.race([ended, pause(endsWithinMilliseconds, undefined, { ref: false })]);
      if (inTime !== undefined) return;
      process.kill(pid, 'SIGKILL');
      throw new Error(`npm start did not end within ${endsWithinMilliseconds / 1000} s after it was interrupted`);
    },
  };
};

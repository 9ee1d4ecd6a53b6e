import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emulatorFolder } from './start-ministack.ts';

const root = resolve(import.meta.dirname, '../..');

export interface Command {
  readonly status: number;
  /** Standard output and error, as they came. */
  readonly output: string;
}

/** Started outside the project, CDK does not build it. */
const cdkCommand = join(root, 'node_modules/aws-cdk/bin/cdk');
const timeoutMilliseconds = 300_000;

/** Runs a program of the walk, and appends what it writes to the log of the walk. */
const run = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Command> =>
  new Promise((resolveRun, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMilliseconds });
    let output = '';
    const collect = (text: string): void => {
      output += text;
      appendFileSync(join(emulatorFolder, 'run/walk.log'), text);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', reject);
    child.once('close', (status) => resolveRun({ status: status ?? -1, output }));
  });

/** The commands of an operator against the emulator. Each ends with what it printed, whatever its status. */
export const commandsAgainst = (environment: NodeJS.ProcessEnv) => ({
  npm: (script: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}, folder = root) =>
    run('npm', ['run', '--silent', script, '--', ...args], folder, { ...environment, ...variables }),
  cdk: (args: readonly string[]) => run(process.execPath, [cdkCommand, ...args], emulatorFolder, environment),
  /** Deploys what the last `npm run deploy` of the project synthesized. */
  deployAssembly: () =>
    run(
      process.execPath,
      [cdkCommand, 'deploy', '--all', '--app', join(root, 'cdk.out'), '--require-approval', 'never'],
      emulatorFolder,
      environment,
    ),
  /** A script of the guide, with Amazon's command line as `aws`. */
  bash: (script: string) => run('bash', ['-euo', 'pipefail', '-c', script], root, environment),
});
export type Commands = ReturnType<typeof commandsAgainst>;

/** The output of a command that must have passed. */
export const passed = async (command: Promise<Command>): Promise<string> => {
  const { status, output } = await command;
  if (status !== 0) throw new Error(`the command ended with status ${status}:\n${output.slice(-3_000)}`);
  return output;
};

/** The output of a command that must have failed, with this text. */
export const refused = async (command: Promise<Command>, text: string): Promise<string> => {
  const { status, output } = await command;
  if (status === 0) throw new Error(`the command passed, where it had to fail with: ${text}`);
  if (!output.includes(text)) throw new Error(`the command failed without ${text}:\n${output.slice(-3_000)}`);
  return output;
};

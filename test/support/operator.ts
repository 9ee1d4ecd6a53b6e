import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an operator command as its npm script does, against a running stack. */
export const runOperatorCommand = async (
  stack: Pick<RunningAssembly, 'endpoints'>,
  command: 'msp-create' | 'msp-remove' | 'smoke' | 'vectis',
  flags: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<CommandResult> => {
  const env = { ...process.env, AWS_ENDPOINT_URL_LAMBDA: stack.endpoints['AWS_ENDPOINT_URL_LAMBDA'], ...variables };
  const args = ['--no-warnings', `infra/operator/${command}.ts`, ...flags];
  try {
    return { status: 0, ...(await run(process.execPath, args, { cwd: root, env })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }; // as execFile rejects
    return { status: code, stdout, stderr };
  }
};

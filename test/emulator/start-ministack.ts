import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '#local/runtime/free-port.ts';

const root = resolve(import.meta.dirname, '../..');

/** Where the packages of Python are installed, and where the walk keeps its files. */
export const emulatorFolder = join(root, '.local/emulator');
export const awsCommand = join(root, '.ci/emulator/aws.py');
export const loopbackOnly = join(root, '.ci/emulator/loopback-only.mjs');

export interface RunningEmulator {
  readonly endpoint: string;
  readonly port: number;
  /** What it wrote, for a failure. */
  readonly logFile: string;
  stop(): Promise<void>;
}

/** How often, and how far apart, the emulator is asked whether it answers. */
const attempts = 120;
const pauseMilliseconds = 250;

interface EmulatorOptions {
  readonly account: string;
  readonly region: string;
  /** Variables of the functions in addition to those of the template. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Functions run under this Node, which connects to this machine only. `node` is what ministack starts. */
const nodeOfFunctions = (folder: string): string => {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'node'), `#!/bin/sh\nexec "${process.execPath}" --import "${loopbackOnly}" "$@"\n`, {
    mode: 0o755,
  });
  return bin;
};

const waitUntilReady = async (endpoint: string, hasEnded: () => boolean, logFile: string): Promise<void> => {
  for (let attempt = 0; attempt < attempts && !hasEnded(); attempt += 1) {
    const answer = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined, // not listening yet
    );
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, pauseMilliseconds));
  }
  throw new Error(`the emulator did not start; it wrote ${logFile}`);
};

/** Starts ministack on a free port of the loopback address, with a minimal environment and no proxy. */
export const startMinistack = async ({ account, region, variables }: EmulatorOptions): Promise<RunningEmulator> => {
  const folder = join(emulatorFolder, 'run');
  mkdirSync(folder, { recursive: true });
  const port = await freePort('127.0.0.1');
  const logFile = join(folder, 'ministack.log');
  const log = openSync(logFile, 'w');
  const child = spawn('python3', [join(root, '.ci/emulator/serve.py')], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: `${nodeOfFunctions(folder)}:${process.env['PATH']}`,
      HOME: folder,
      TMPDIR: folder,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: join(emulatorFolder, 'ministack'),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      MINISTACK_ACCOUNT_ID: account,
      LAMBDA_EXECUTOR: 'local',
      // A book sync starts each function once; idle ones would hold gigabytes.
      LAMBDA_WARM_TTL_SECONDS: '30',
      AWS_EC2_METADATA_DISABLED: 'true',
      IOT_MTLS_ENABLED: 'false',
      SFTP_ENABLED: 'false',
      ...variables,
    },
  });
  closeSync(log);
  const ended = new Promise<void>((end) => child.once('exit', () => end()));
  let hasEnded = false;
  ended.then(
    () => (hasEnded = true),
    () => undefined,
  );
  const stop = async (): Promise<void> => {
    // The group contains the functions.
    if (!hasEnded && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
  };
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(endpoint, () => hasEnded, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, port, logFile, stop };
};

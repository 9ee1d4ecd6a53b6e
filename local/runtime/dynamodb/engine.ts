import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnChild, terminateChild } from '../child-process.ts';
import { freePort } from '../free-port.ts';

/** A DynamoDB that serves at `endpoint` until it is stopped. */
export interface DynamoDbEngine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface EngineSettings {
  /** Folder of the database file. The database is in memory when left out. */
  readonly dataDir?: string | undefined;
  /** Called with the process id when the engine runs. Not called for an engine that runs already. */
  readonly onStart?: ((pid: number) => void) | undefined;
  /** Called when the engine ends without being stopped. */
  readonly onFailure?: ((error: Error) => void) | undefined;
}

interface Started {
  readonly child: ChildProcess;
  readonly endpoint: string;
}

const startedWithinMilliseconds = 10_000;
const attempts = 3;
const keptErrorCharacters = 2_000;

/** Each platform has its own package with the binary. npm installs only the one that fits. */
const binaryPath = (): string | undefined => {
  try {
    const require = createRequire(import.meta.url);
    return require.resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    return undefined; // Not installed: the caller explains what to do.
  }
};

const isListening = async (endpoint: string): Promise<boolean> => {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(500) });
    return true;
  } catch {
    return false; // Not listening yet; the caller tries again until its deadline.
  }
};

/**
 * The engine answers web pages of every site, so its address must not be guessable. On Linux all of 127.0.0.0/8 is the
 * loopback network, and each start takes another address of it.
 */
const loopbackAddress = (): string =>
  process.platform === 'linux' ? `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}` : '127.0.0.1';

/** Spawns the engine so that only this user may read the files that it creates. */
const spawnPrivately = (binary: string, options: readonly string[]): ChildProcess => {
  const before = process.umask(0o077);
  try {
    return spawnChild(binary, options, { stdio: ['ignore', 'ignore', 'pipe'] });
  } finally {
    process.umask(before);
  }
};

const startOnFreePort = async (binary: string, databasePath: string | undefined): Promise<Started> => {
  const host = loopbackAddress();
  const port = await freePort(host);
  const endpoint = `http://${host}:${port}`;
  const database = databasePath === undefined ? [] : ['--db-path', databasePath];
  const child = spawnPrivately(binary, ['--host', host, '--port', String(port), ...database]);
  let failure = '';
  child.once('error', (error) => {
    failure = error.message;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    failure = `${failure}${text}`.slice(-keptErrorCharacters);
  });
  const deadline = Date.now() + startedWithinMilliseconds;
  while (Date.now() < deadline && child.exitCode === null && child.pid !== undefined) {
    if (await isListening(endpoint)) return { child, endpoint };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await terminateChild(child);
  const reason = failure.trim() || `exit code ${child.exitCode}`;
  throw new Error(
    databasePath !== undefined && /not a valid SQLite database|malformed|corrupt/i.test(reason)
      ? `${databasePath} is damaged: ${reason}. Move it away, or restore a copy of the folder`
      : `the DynamoDB engine did not start on ${host}:${port}: ${reason}`,
  );
};

/** The port may be taken between finding and using it, so a failed start is retried on another port. */
const startWithRetry = async (binary: string, databasePath: string | undefined): Promise<Started> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnFreePort(binary, databasePath);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
};

/**
 * Starts the engine in memory, or over a file below `dataDir`. `AWS_ENDPOINT_URL_DYNAMODB` names a running one to use
 * instead.
 */
export const startDynamoDb = async ({ dataDir, onStart, onFailure }: EngineSettings): Promise<DynamoDbEngine> => {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given !== undefined && given !== '') return { endpoint: given, stop: async () => {} };
  const binary = binaryPath();
  if (binary === undefined) {
    throw new Error(
      `there is no DynamoDB engine for ${process.platform}-${process.arch}: start one and set AWS_ENDPOINT_URL_DYNAMODB to its address`,
    );
  }
  const { child, endpoint } = await startWithRetry(
    binary,
    dataDir === undefined ? undefined : join(dataDir, 'dynamodb.sqlite'),
  );
  onStart?.(child.pid ?? 0);
  let isStopping = false;
  child.once('exit', (code, signal) => {
    if (!isStopping) onFailure?.(new Error(`the DynamoDB engine ended (${signal ?? `exit code ${code}`})`));
  });
  return {
    endpoint,
    stop: () => {
      isStopping = true;
      return terminateChild(child);
    },
  };
};

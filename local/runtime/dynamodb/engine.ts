import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnChild, terminateChild } from '../child-process.ts';
import { freePort } from '../free-port.ts';

/** A DynamoDB that serves at `endpoint` until it is stopped. */
export interface DynamoDbEngine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const startedWithinMilliseconds = 10_000;
const attempts = 3;

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

const spawnOnFreePort = async (binary: string, databasePath: string | undefined): Promise<DynamoDbEngine> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const database = databasePath === undefined ? [] : ['--db-path', databasePath];
  const child = spawnChild(binary, ['--host', '127.0.0.1', '--port', String(port), ...database], { stdio: 'ignore' });
  let spawnError: string | undefined;
  child.once('error', (error) => {
    spawnError = error.message;
  });
  const deadline = Date.now() + startedWithinMilliseconds;
  while (Date.now() < deadline && spawnError === undefined && child.exitCode === null) {
    if (await isListening(endpoint)) return { endpoint, stop: () => terminateChild(child) };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await terminateChild(child);
  throw new Error(`the DynamoDB engine did not start on port ${port}: ${spawnError ?? `exit code ${child.exitCode}`}`);
};

/**
 * Starts the engine in memory, or over a file below `dataDir`. `AWS_ENDPOINT_URL_DYNAMODB` names a running one to use
 * instead. The port may be taken between finding and using it, so a failed start is retried on another port.
 */
export const startDynamoDb = async (dataDir: string | undefined): Promise<DynamoDbEngine> => {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given !== undefined && given !== '') return { endpoint: given, stop: async () => {} };
  const binary = binaryPath();
  if (binary === undefined) {
    throw new Error(
      `there is no DynamoDB engine for ${process.platform}-${process.arch}: start one and set AWS_ENDPOINT_URL_DYNAMODB to its address`,
    );
  }
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const databasePath = dataDir === undefined ? undefined : join(dataDir, 'dynamodb.sqlite');
  for (let attempt = 1; ; attempt++) {
    try {
      return await spawnOnFreePort(binary, databasePath);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
};

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { NewId } from '#shared/kernel/ids.ts';
import { withDynamoDbLimits } from '#shared/store/dynamodb-limits.ts';
import type { Table } from '#shared/store/table.ts';
import { tableShape } from '#shared/store/table-shape.ts';
import { manualClock, sequentialIds } from './time-and-ids.ts';

export interface TestDynamoDb {
  readonly endpoint: string;
  readonly table: Table & { readonly clock: ReturnType<typeof manualClock>; readonly newId: NewId };
  stop(): Promise<void>;
}

/**
 * Creates a table in a real DynamoDB engine: an in-memory child process, or the one that `AWS_ENDPOINT_URL_DYNAMODB`
 * names. Call it in `beforeAll` and `stop` in `afterAll`; tests of one file use separate MSP ids. The clock stands at
 * 2026-11-22T12:00Z until a test moves it.
 */
export const startDynamoDb = async (): Promise<TestDynamoDb> => {
  const externalEndpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  const engine = externalEndpoint === undefined ? await startEngine() : undefined;
  const endpoint = engine?.endpoint ?? externalEndpoint ?? '';
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const table = {
    client: withDynamoDbLimits(
      DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    ),
    name: `vectis-test-${randomUUID()}`,
    clock: manualClock(),
    newId: sequentialIds(),
  };
  await createTable(client, table.name);
  return {
    endpoint,
    table,
    async stop() {
      client.destroy();
      await engine?.stop();
    },
  };
};

/** Creates the table with the keys and the index of the data stack. */
const createTable = (client: DynamoDBClient, name: string) => {
  const { partitionKey, sortKey, worstFirst } = tableShape;
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  return client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [partitionKey, sortKey, worstFirst.partitionKey, worstFirst.sortKey].map((attribute) => ({
        AttributeName: attribute,
        AttributeType: 'S',
      })),
      KeySchema: keys(partitionKey, sortKey),
      GlobalSecondaryIndexes: [
        {
          IndexName: worstFirst.indexName,
          KeySchema: keys(worstFirst.partitionKey, worstFirst.sortKey),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
};

const startEngine = async (): Promise<{ endpoint: string; stop(): Promise<void> }> => {
  const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const port = await freePort();
    const child = spawn(binary, ['--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
    if (await answers(child, port)) return { endpoint: `http://127.0.0.1:${port}`, stop: () => stop(child) };
    await stop(child); // another process took the port in between
  }
  throw new Error('the DynamoDB engine did not start in five attempts');
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const answers = async (child: ChildProcess, port: number): Promise<boolean> => {
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt += 1) {
    if (await accepts(port)) return child.exitCode === null;
    await pause(25);
  }
  return false;
};

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });

const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });

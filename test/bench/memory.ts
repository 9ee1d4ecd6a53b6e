import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { aTenant, credentialOf, startTestMicrosoft } from '#test/support/microsoft.ts';
import { tableOf } from './table-of.ts';
import { Measured, type Task } from './users-memory.ts';

/**
 * How much more memory the reading of 25,000 users needs than that of 1,000, each in a process of its own, through the real client, pager, surface and
 * fact store. Judged is the data that is reachable (objects and buffers, after a collection, looked at after every page of users and of stored ids),
 * because the resident size says mostly how lazily V8 collects and compiles; it is printed beside it. A surface returns counts, so nothing is taken off.
 */
const sizes = [1_000, 25_000] as const;
const allowedBytes = 100;

const dynamoDb = await startDynamoDb();
const { clock, name: tableName } = dynamoDb.table;
const tenants = sizes.map((users) => aTenant({ seed: users, users, plan: 'SPE_E5', now: clock.now() }));
const microsoft = await startTestMicrosoft(tenants, { clock, enforceLimits: false });

const measure = async (task: Task): Promise<Measured> => {
  const script = fileURLToPath(new URL('read-users-once.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      MICROSOFT_ORIGINS: JSON.stringify(microsoft.origins),
    },
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the measured process ended with ${code}`);
  return Measured.parse(JSON.parse(said));
};

const readings = new Map<string, Measured[]>();
try {
  for (const [at, tenant] of tenants.entries()) {
    for (const [index, what] of ['every user new', 'every user known'].entries()) {
      const { tenantId, clientId, secret } = credentialOf(tenant);
      const measured = await measure({ tableName, number: at + 1, tenantId, clientId, secret, reading: index + 1 });
      readings.set(what, [...(readings.get(what) ?? []), measured]);
    }
  }
} finally {
  await microsoft.stop();
  await dynamoDb.stop();
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);
const [fewest, most] = sizes;
const growths = [...readings].map(([what, [small, large]]) => {
  if (small === undefined || large === undefined) throw new Error('a reading is missing');
  const ofUser = (of: (measured: Measured) => number): number => (of(large) - of(small)) / (most - fewest);
  return {
    ofUser: ofUser(({ peakBytes }) => peakBytes),
    rows: [small, large].map((each) => [
      `${what}, ${each.read}`,
      each.written,
      ...[each.startBytes, each.peakBytes, each.residentPeakBytes].map(megabytes),
      each === large ? ofUser(({ peakBytes }) => peakBytes).toFixed(1) : '',
    ]),
  };
});
process.stdout.write('\nPeak memory of reading the users of a tenant, in MB; growth in bytes a user\n\n');
const heads = ['', 'written', 'reachable at start', 'reachable at most', 'resident at most', 'growth'];
process.stdout.write(
  tableOf(
    heads,
    growths.flatMap(({ rows }) => rows),
  ),
);
if (growths.some(({ ofUser }) => ofUser > allowedBytes)) {
  process.stderr.write(`more than ${allowedBytes} bytes a user\n`);
  process.exitCode = 1;
}

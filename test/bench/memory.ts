import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { aTenant, credentialOf, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { textTable } from './text-table.ts';
import { Measured, type Task } from './users-memory.ts';

/**
 * Measures how much more memory it takes to read 25,000 users than 1,000, each in a separate process, through the real
 * client, pager, surface and fact store. It prints two figures that do not replace each other:
 *
 * - the reachable data (objects and buffers after a garbage collection, sampled after every page). The limit applies to
 * it;
 * - the resident peak of a process without sampling, with a bounded heap so that V8 has to collect. Without the bound
 * the
 *   figure shows only how late V8 collects.
 */
const sizes = [1_000, 25_000] as const;
const maxBytesPerUser = 100;
/** The smallest heap with which 25,000 users can be read; 28 MB are not enough. */
const boundedHeap = ['--max-semi-space-size=1', '--max-old-space-size=32'];
/** The resident peak varies by some megabytes with the time of V8's compilations, so the median of three is printed. */
const residentRuns = 3;

const dynamoDb = await startDynamoDb();
const { clock, name: tableName } = dynamoDb.table;
const tenants = sizes.map((users) => aTenant({ seed: users, users, plan: 'SPE_E5', now: clock.now() }));
const microsoft = await startTestMicrosoft(tenants, { clock, enforceLimits: false });

const measure = async (task: Task): Promise<Measured> => {
  const script = fileURLToPath(new URL('read-users-once.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--expose-gc', ...(task.samplesHeap ? [] : boundedHeap), script, JSON.stringify(task)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        MICROSOFT_ORIGINS: JSON.stringify(microsoft.origins),
      },
    },
  );
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the measured process ended with ${code}`);
  return Measured.parse(JSON.parse(output));
};

/** The median by resident peak. */
const medianOf = async (times: number, take: (time: number) => Promise<Measured>): Promise<Measured> => {
  const taken: Measured[] = [];
  for (let time = 0; time < times; time += 1) taken.push(await take(time));
  const middle = taken.toSorted((one, other) => one.residentPeakBytes - other.residentPeakBytes)[Math.floor(times / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
};

interface MeasuredPair {
  readonly sampled: Measured;
  readonly bounded: Measured;
}

/** The same read by two MSPs of one tenant: with heap samples, and with a bounded heap. */
const measurements = new Map<string, MeasuredPair[]>();
try {
  for (const [at, tenant] of tenants.entries()) {
    for (const [index, what] of ['every user new', 'every user known'].entries()) {
      const { tenantId, clientId, secret } = credentialOf(tenant);
      const task = { tableName, tenantId, clientId, secret, reading: index + 1 };
      const sampled = await measure({ ...task, number: at + 1, samplesHeap: true });
      const bounded = await medianOf(residentRuns, (time) =>
        measure({ ...task, number: at + 1 + (time + 1) * tenants.length, samplesHeap: false }),
      );
      measurements.set(what, [...(measurements.get(what) ?? []), { sampled, bounded }]);
      process.stderr.write(`${what}, ${sampled.read}: measured\n`);
    }
  }
} finally {
  await microsoft.stop();
  await dynamoDb.stop();
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);
const [fewest, most] = sizes;
const growths = [...measurements].map(([what, [small, large]]) => {
  if (small === undefined || large === undefined) throw new Error('a measurement is missing');
  const ofUser = (of: (both: MeasuredPair) => number): number => (of(large) - of(small)) / (most - fewest);
  const reachable = ofUser(({ sampled }) => sampled.peakBytes);
  const resident = ofUser(({ bounded }) => bounded.residentPeakBytes);
  return {
    reachable,
    rows: [small, large].map((each) => [
      `${what}, ${each.sampled.read}`,
      each.sampled.written,
      ...[each.sampled.startBytes, each.sampled.peakBytes].map(megabytes),
      each === large ? reachable.toFixed(1) : '',
      megabytes(each.bounded.residentPeakBytes),
      each === large ? resident.toFixed(1) : '',
    ]),
  };
});
process.stdout.write('\nPeak memory of reading the users of a tenant, in MB; growth in bytes a user\n\n');
const heads = ['', 'written', 'reachable at start', 'reachable at most', 'growth', 'resident, heap bounded', 'growth'];
process.stdout.write(
  textTable(
    heads,
    growths.flatMap(({ rows }) => rows),
  ),
);
if (growths.some(({ reachable }) => reachable > maxBytesPerUser)) {
  process.stderr.write(`more than ${maxBytesPerUser} bytes a user\n`);
  process.exitCode = 1;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { aTenant, credentialOf, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { textTable } from './text-table.ts';
import { Measured, type Task } from './users-memory.ts';

/**
 * How much more memory the reading of 25,000 users needs than that of 1,000, each in a process of its own, through the real client, pager, surface and
 * fact store. A surface returns counts, so nothing is taken off. Told are two figures, and neither stands for the other:
 *
 * - the data that is reachable (objects and buffers, after a collection, looked at after every page of users and of stored ids). It is the one that is judged;
 * - the resident peak of processes that nobody disturbs, whose heap is bounded so that V8 has to collect. Without a bound it says how lazily V8 collects.
 */
const sizes = [1_000, 25_000] as const;
const allowedBytes = 100;
/** As little as the larger reading gets along with: 28 MB are too few for it. */
const boundedHeap = ['--max-semi-space-size=1', '--max-old-space-size=32'];
/** A resident peak differs by some megabytes from process to process, by when V8 compiles what; the middle one of three is told. */
const residentTimes = 3;

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
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the measured process ended with ${code}`);
  return Measured.parse(JSON.parse(said));
};

/** By resident peak. */
const middleOf = async (times: number, take: (time: number) => Promise<Measured>): Promise<Measured> => {
  const taken: Measured[] = [];
  for (let time = 0; time < times; time += 1) taken.push(await take(time));
  const middle = taken.toSorted((one, other) => one.residentPeakBytes - other.residentPeakBytes)[Math.floor(times / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
};

interface Both {
  readonly looked: Measured;
  readonly bounded: Measured;
}

/** The same reading twice, by two MSPs of the same tenant: looked at closely, and left alone. */
const readings = new Map<string, Both[]>();
try {
  for (const [at, tenant] of tenants.entries()) {
    for (const [index, what] of ['every user new', 'every user known'].entries()) {
      const { tenantId, clientId, secret } = credentialOf(tenant);
      const task = { tableName, tenantId, clientId, secret, reading: index + 1 };
      const looked = await measure({ ...task, number: at + 1, samplesHeap: true });
      const bounded = await middleOf(residentTimes, (time) =>
        measure({ ...task, number: at + 1 + (time + 1) * tenants.length, samplesHeap: false }),
      );
      readings.set(what, [...(readings.get(what) ?? []), { looked, bounded }]);
      process.stderr.write(`${what}, ${looked.read}: measured\n`);
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
  const ofUser = (of: (both: Both) => number): number => (of(large) - of(small)) / (most - fewest);
  const reachable = ofUser(({ looked }) => looked.peakBytes);
  const resident = ofUser(({ bounded }) => bounded.residentPeakBytes);
  return {
    reachable,
    rows: [small, large].map((each) => [
      `${what}, ${each.looked.read}`,
      each.looked.written,
      ...[each.looked.startBytes, each.looked.peakBytes].map(megabytes),
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
if (growths.some(({ reachable }) => reachable > allowedBytes)) {
  process.stderr.write(`more than ${allowedBytes} bytes a user\n`);
  process.exitCode = 1;
}

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { residentBytes } from '#local/cli/peak-memory.ts';
import { startDemo } from './demo-process.ts';
import { readPaths } from './read-paths.ts';

const limitMegabytes = 900;

const usage = `npm run soak -- [options]
  starts the demo, sends mixed requests for some minutes while tenants are synced, and fails when all processes together
  hold more than ${limitMegabytes} MB, or when a request fails; the last line is JSON
  --minutes N        how long (10)
  --assembly DIR     run this cloud assembly as it is`;

const clients = 4;
const sampleMilliseconds = 500;
const syncMilliseconds = 30_000;
const answerWithinMilliseconds = 60_000;
const keptTimes = 100_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    assembly: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const minutes = Number(values.minutes);
if (values.help || !(minutes > 0)) {
  (values.help ? process.stdout : process.stderr).write(`${usage}\n`);
  process.exit(values.help ? 0 : 2);
}

const demo = await startDemo(values.assembly);
const headers = { authorization: `Bearer ${demo.adminToken}` };
const startedAt = performance.now();
const until = startedAt + minutes * 60_000;
const isOver = (): boolean => performance.now() >= until || demo.hasEnded();
const milliseconds: number[] = [];
const failures: Record<string, number> = {};
const peakOfMinute: number[] = [];
let answered = 0;

/** The status of the answer, or why there is none. */
const call = async (method: 'GET' | 'POST', path: string): Promise<number | string> => {
  const signal = AbortSignal.timeout(answerWithinMilliseconds);
  try {
    const response = await fetch(`${demo.apiUrl}${path}`, { method, headers, signal });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
};

/** Counts the answer of one request. A request that fails does not end the others. */
const callAndCount = async (method: 'GET' | 'POST', path: string): Promise<void> => {
  const sentAt = performance.now();
  const outcome = await call(method, path);
  if (typeof outcome === 'number') answered += 1;
  if (milliseconds.length < keptTimes) milliseconds.push(performance.now() - sentAt);
  if (typeof outcome === 'number' && outcome < 500) return;
  const key = `${outcome} ${method} ${path}`;
  failures[key] = (failures[key] ?? 0) + 1;
};

const readFor = async (paths: readonly string[], offset: number): Promise<void> => {
  for (let at = offset; !isOver(); at += 1) await callAndCount('GET', paths[at % paths.length] ?? '/health');
};

const syncFor = async (connectionIds: readonly string[]): Promise<void> => {
  for (let at = 0; !isOver(); at += 1) {
    await callAndCount('POST', `/connections/${connectionIds[at % connectionIds.length]}/sync`);
    await pause(Math.min(syncMilliseconds, Math.max(0, until - performance.now())));
  }
};

const watchFor = async (): Promise<void> => {
  while (!isOver()) {
    const minute = Math.floor((performance.now() - startedAt) / 60_000);
    peakOfMinute[minute] = Math.max(peakOfMinute[minute] ?? 0, Math.ceil(residentBytes(demo.pid) / 1e6));
    await pause(sampleMilliseconds);
  }
};

try {
  const { paths, connectionIds } = await readPaths(demo.apiUrl, headers);
  const readers = Array.from({ length: clients }, (_, index) =>
    readFor(paths, Math.floor((index * paths.length) / clients)),
  );
  await Promise.all([...readers, syncFor(connectionIds), watchFor()]);
  if (demo.hasEnded()) failures['npm start ended by itself'] = 1;
} finally {
  if (!demo.hasEnded()) await demo.stop();
}

const sorted = milliseconds.toSorted((one, other) => one - other);
const peakMegabytes = Math.max(...peakOfMinute);
const result = {
  minutes,
  answered,
  medianMilliseconds: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
  slowestMilliseconds: Math.round(sorted.at(-1) ?? 0),
  peakMegabytes,
  peakOfMinute,
  failures,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(peakMegabytes > limitMegabytes || Object.keys(failures).length > 0 ? 1 : 0);

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { residentBytes } from '#local/cli/peak-memory.ts';
import { localDirectory } from '#local/cli/session-file.ts';
import { readPaths } from './read-paths.ts';

const limitMegabytes = 900;

const usage = `npm run soak -- [options]
  starts the demo, sends mixed requests for some minutes while tenants are synced, and fails when all processes together
  hold more than ${limitMegabytes} MB, or when a request fails
  --minutes N        how long (10)
  --assembly DIR     run this cloud assembly as it is`;

const clients = 4;
const sampleMilliseconds = 500;
const syncMilliseconds = 30_000;

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

const Record = z.looseObject({ sessionFile: z.string().optional(), apiUrl: z.string().optional() });
const Session = z.object({ pid: z.number(), tokens: z.object({ admin: z.string() }) });

/** Starts the demo as a person does, and resolves with its address when it serves. */
const startDemo = async (): Promise<{ readonly demo: ChildProcess; readonly apiUrl: string }> => {
  const assembly = values.assembly === undefined ? [] : ['--assembly', values.assembly];
  const demo = spawn('npm', ['start', '--', '--port', '0', ...assembly], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: demo.stdout });
  for await (const line of lines) {
    const apiUrl = /The API serves at (\S+)/.exec(line)?.[1];
    if (apiUrl === undefined) continue;
    demo.stdout.resume();
    return { demo, apiUrl };
  }
  throw new Error('npm start ended before it served');
};

const readSession = (apiUrl: string): z.output<typeof Session> => {
  const records = globSync('stacks/*.json', { cwd: localDirectory }).map((file) =>
    Record.parse(JSON.parse(readFileSync(`${localDirectory}/${file}`, 'utf8'))),
  );
  const file = records.find((record) => record.apiUrl === apiUrl)?.sessionFile;
  if (file === undefined) throw new Error(`no session file belongs to ${apiUrl}`);
  return Session.parse(JSON.parse(readFileSync(file, 'utf8')));
};

const { demo, apiUrl } = await startDemo();
const session = readSession(apiUrl);
const headers = { authorization: `Bearer ${session.tokens.admin}` };
const until = performance.now() + minutes * 60_000;
const milliseconds: number[] = [];
const failures = new Map<string, number>();
const peaks: number[] = [];
let answered = 0;

const call = async (method: 'GET' | 'POST', path: string): Promise<void> => {
  const startedAt = performance.now();
  const response = await fetch(`${apiUrl}${path}`, { method, headers, signal: AbortSignal.timeout(60_000) });
  await response.arrayBuffer();
  answered += 1;
  if (milliseconds.length < 100_000) milliseconds.push(performance.now() - startedAt);
  const { status } = response;
  if (status >= 500) failures.set(`${status} ${path}`, (failures.get(`${status} ${path}`) ?? 0) + 1);
};

const readFor = async (paths: readonly string[], offset: number): Promise<void> => {
  for (let at = offset; performance.now() < until; at += 1) await call('GET', paths[at % paths.length] ?? '/health');
};

const syncFor = async (connectionIds: readonly string[]): Promise<void> => {
  for (let at = 0; performance.now() < until; at += 1) {
    await call('POST', `/connections/${connectionIds[at % connectionIds.length]}/sync`);
    await pause(Math.min(syncMilliseconds, Math.max(0, until - performance.now())));
  }
};

/** Records the peak of each minute. */
const watchFor = async (): Promise<void> => {
  const startedAt = performance.now();
  while (performance.now() < until) {
    const minute = Math.floor((performance.now() - startedAt) / 60_000);
    peaks[minute] = Math.max(peaks[minute] ?? 0, Math.ceil(residentBytes(demo.pid ?? 0) / 1e6));
    await pause(sampleMilliseconds);
  }
};

try {
  const { paths, connectionIds } = await readPaths(apiUrl, headers);
  const readers = Array.from({ length: clients }, (_, index) =>
    readFor(paths, Math.floor((index * paths.length) / clients)),
  );
  await Promise.all([...readers, syncFor(connectionIds), watchFor()]);
} finally {
  process.kill(session.pid, 'SIGINT'); // npm does not pass the signal on
  await once(demo, 'exit');
}

const median = milliseconds.toSorted((one, other) => one - other)[Math.floor(milliseconds.length / 2)] ?? 0;
const peak = Math.max(...peaks);
process.stdout.write(`${answered} requests in ${minutes} minutes, median ${Math.round(median)} ms\n`);
process.stdout.write(`peak of each minute in MB: ${peaks.join(' ')}\n`);
for (const [what, count] of failures) process.stdout.write(`failed ${count} times: ${what}\n`);
if (peak > limitMegabytes) process.stdout.write(`more than ${limitMegabytes} MB: ${peak}\n`);
process.exit(peak > limitMegabytes || failures.size > 0 ? 1 : 0);

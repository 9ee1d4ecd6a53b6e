import { readFileSync } from 'node:fs';
import { getHeapSpaceStatistics } from 'node:v8';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { connections } from '#shared/store/connection-store.ts';
import { openTable, type Table } from '#shared/store/table.ts';
import { users } from '#shared/surfaces/users/surface.ts';
import { connectionId, mspId, newConnection, runId } from '#test/support/numbered-tenants.ts';
import { aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { fakeMicrosoft, testCollecting } from '#test/support/test-collecting.ts';
import { manualClock, sequentialIds } from '#test/support/time-and-ids.ts';
import { Measured, Task } from './users-memory.ts';

/**
 * Reads the users of one tenant into the table, once, in a separate process, and measures its peak memory. The first
 * argument is the task as JSON; the result is printed as JSON. Needs `--expose-gc`.
 */
const { tableName, clientId, secret, number, reading, samplesHeap, ...told } = Task.parse(
  JSON.parse(process.argv[2] ?? ''),
);
const { gc } = globalThis;
if (gc === undefined) throw new Error('run it with --expose-gc');

let peakBytes = 0;
/** Heap spaces of compiled code, which grow with the number of calls and not with the data. */
const isCodeSpace = (space: string): boolean => space.includes('code') || space.includes('trusted');

/** The reachable data in bytes. Collects twice, because buffers of the first collection are released by the second. */
const sample = (): number => {
  if (!samplesHeap) return 0;
  gc();
  gc();
  const spaces = getHeapSpaceStatistics().filter(({ space_name }) => !isCodeSpace(space_name));
  const heap = spaces.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  const bytes = heap + process.memoryUsage().arrayBuffers;
  peakBytes = Math.max(peakBytes, bytes);
  return bytes;
};

const clock = manualClock();
const openedTable = openTable({ name: tableName, clock, newId: sequentialIds() });
/** Takes a sample after each page of stored ids and hashes. */
const send = async (command: { readonly constructor: { readonly name: string } }): Promise<unknown> => {
  const answer: unknown = await openedTable.client.send(command as never); // one of the document client's own commands
  if (command.constructor.name === 'QueryCommand') sample();
  return answer;
};
const table: Table = { ...openedTable, client: Object.assign(Object.create(openedTable.client), { send }) };

const scope = openTenantScope(mspId(number), TenantId.parse(told.tenantId));
const run = { mspId: scope.mspId, tenantId: scope.tenantId, connectionId: connectionId(number), runId: runId(reading) };
const microsoft = openMicrosoft({
  credential: { kind: 'secret', value: new Secret(secret) },
  tenantId: scope.tenantId,
  clientId,
  mailboxes: [],
  clock,
  tokenWindow: aTokenWindow(),
  cloud: 'global',
});
const collecting = { ...testCollecting(table, fakeMicrosoft()), microsoftFor: async () => microsoft };
/** Takes a sample after each page of users, while it is still referenced. */
const sampledUsers = {
  ...users,
  async *read(of: Parameters<typeof users.read>[0]) {
    for await (const page of users.read(of)) {
      yield page;
      sample();
    }
  },
};

if (reading === 1)
  await connections(table).create(scope, newConnection(number, { tenantId: scope.tenantId, mailboxes: [] }));
const { fence } = await collecting.leases.acquire(scope, 'posture', { ...run, execution: `execution-${reading}` });
await collecting.runs.start(scope, { ...run, kind: 'posture', trigger: 'person' });
const startBytes = sample();
const task = { run: { ...run, fence }, target: { surfaceId: users.id }, needs: [], waitedSeconds: 0 };
const { status } = await readSurface(sampledUsers, scope, task, collecting);
if (status !== 'done') throw new Error(`the read ended with ${status}`);
await collecting.leases.release(scope, 'posture', { fence });

const residentKilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
const [note] = collecting.notes;
if (note === undefined) throw new Error('the read recorded no note');
const { read, written } = note;
const residentPeakBytes = Number(residentKilobytes) * 1024;
process.stdout.write(JSON.stringify(Measured.parse({ read, written, startBytes, peakBytes, residentPeakBytes })));
openedTable.client.destroy();

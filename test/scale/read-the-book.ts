import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printHelp } from '#local/cli/print-help.ts';
import { bundle, synthesize } from '#local/cli/build-assembly.ts';
import { generatedCustomers } from '#local/demo/book/generated-customers.ts';
import { seedDemo } from '#local/demo/seed.ts';
import { emptyMsp, setUpMsp } from '#local/demo/set-up-msp.ts';
import { syncBook } from '#local/demo/sync-book.ts';
import { startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { ioBoundLimits } from '#local/runtime/concurrency-limits.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { startStack } from '#local/stack.ts';
import { stackItems } from '#test/support/stack-items.ts';
import { stackStart } from '#test/support/stack-start.ts';
import { withDisabledSchedules } from './disabled-schedules.ts';
import { tenantOutcomes } from './tenant-outcomes.ts';
import { isPoisoned, throttledEverywhere, transientFaults } from './transient-faults.ts';

printHelp(`npm run scale -- [--tenants N]
  syncs a book of N tenants (1000) under transient faults, and fails when one is lost or lacks a fact`);

/**
 * `npm run scale` syncs a book of a thousand tenants, or `-- --tenants N`, once in the running stack with transient
 * faults, or with `-- --throttled P` once while Microsoft throttles that percentage of all requests. The exit status is
 * 1 if a tenant is lost, a healthy tenant lacks a fact, or a request arrived inside a Retry-After window.
 */
const { values } = parseArgs({
  options: { tenants: { type: 'string', default: '1000' }, throttled: { type: 'string' } },
});
const size = Number(values.tenants);
const startedAt = performance.now();
const progress = (text: string): void => {
  process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${text}\n`);
};

const clock = new RuntimeClock(stackStart());
const book = generatedCustomers(clock.now(), size);
for (const [index, { tenant }] of book.entries()) if (isPoisoned(index)) tenant.faults.push(...transientFaults.poison);
const microsoft = await startMicrosoft({ tenants: book.map(({ tenant }) => tenant), clock });
const assembly = mkdtempSync(join(tmpdir(), 'vectis-scale-'));
await bundle();
// Exactly one sync is measured: this script starts it, and the stack's schedules are disabled, as an operator can do.
const assemblyDir = withDisabledSchedules(await synthesize(assembly));
const stack = await startStack({
  assemblyDir,
  clock,
  microsoftOrigins: microsoft.origins,
  limits: ioBoundLimits,
});
try {
  progress('the stack runs');
  const { tokens } = await setUpMsp(stack, emptyMsp);
  await seedDemo({
    apiUrl: stack.apiUrl,
    adminToken: tokens.admin,
    book,
    onProgress: ({ done }) => {
      if (done % Math.ceil(size / 10) === 0) progress(`${done} of ${size} connected`);
    },
  });
  microsoft.setFaults(
    values.throttled === undefined ? transientFaults.everywhere : throttledEverywhere(Number(values.throttled)),
  );
  const [readAt, usedBefore] = [performance.now(), process.cpuUsage()];
  progress(`reading ${size} tenants`);
  const outcomes = new Map<string, string>();
  let longestSeconds = 0;
  const run = await syncBook(stack, 'posture', ({ done, tenantId, outcome, seconds }) => {
    outcomes.set(tenantId, outcome);
    longestSeconds = Math.max(longestSeconds, seconds);
    if (done % Math.ceil(size / 40) === 0) progress(`${done} of ${size} read`);
  });
  const seconds = (performance.now() - readAt) / 1000;
  const { user, system } = process.cpuUsage(usedBefore);
  const { healthy, putOff, incomplete } = await tenantOutcomes(book, stackItems(stack), outcomes);
  const { graph, logical, throttled, insideRetryAfter, insideRetryAfterRequests } = microsoft.counters();

  const lost = run.scheduled - run.finished - run.failed - run.skipped;
  const rows: readonly (readonly [string, number, boolean])[] = [
    ['tenants', size, true],
    ['scheduled', run.scheduled, run.scheduled === size],
    ['finished', run.finished, true],
    ['failed', run.failed, true],
    ['skipped', run.skipped, true],
    ['lost', lost, lost === 0],
    ['healthy', healthy, healthy > 0],
    ['surfaces put off to a later run', putOff, putOff === 0],
    ['healthy, and not all their facts', incomplete.length, incomplete.length === 0],
    ['HTTP requests to Graph', graph, true],
    ['requests as Graph counts them', logical, true],
    ['answered with 429', throttled, throttled > 0],
    ['inside a Retry-After window', insideRetryAfter, insideRetryAfter === 0],
    ['seconds of the longest run', Math.round(longestSeconds), true],
    ['seconds of the sync', Math.round(seconds), true],
    ['seconds of processor time', Math.round((user + system) / 1e6), true],
    ['MB of memory at most', Math.round(process.resourceUsage().maxRSS / 1024), true],
  ];
  for (const [name, figure, holds] of rows) {
    process.stdout.write(`${name.padEnd(36)}${String(figure).padStart(9)}${holds ? '' : '   not as expected'}\n`);
  }
  for (const text of incomplete.slice(0, 10)) progress(text);
  for (const early of insideRetryAfterRequests.slice(0, 5)) progress(JSON.stringify(early));
  if (rows.some(([, , holds]) => !holds)) process.exitCode = 1;
} finally {
  await stack.stop();
  await microsoft.stop();
  rmSync(assembly, { recursive: true, force: true });
}
process.exit();

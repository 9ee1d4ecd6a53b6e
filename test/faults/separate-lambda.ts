import '#test/support/silent-logs.ts';
import { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { RunRef } from '#shared/kernel/run.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import { openTable } from '#shared/store/table.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import { fakeMicrosoft, testCollecting } from '#test/support/test-collecting.ts';
import { manualClock, sequentialIds } from '#test/support/time-and-ids.ts';
import { outcomeOf } from './client-harness.ts';
import { surfaceById } from './run-harness.ts';

/**
 * A surface's Lambda in a separate process, without shared memory. Its first argument is its input; it sends the
 * outcome to its parent.
 */
export const LambdaInput = z.object({
  tableName: z.string(),
  origins: z.record(z.string(), z.string()),
  now: z.string(),
  run: RunRef,
  clientId: z.string(),
  secret: z.string(),
  surfaceId: z.string(),
});

const input = LambdaInput.parse(JSON.parse(process.argv[2] ?? ''));
const clock = manualClock(input.now);
const table = openTable({ name: input.tableName, clock, newId: sequentialIds() });
const { tenantId, mspId } = input.run;
const scope = openTenantScope(mspId, tenantId);
const microsoft = openMicrosoft({
  credential: { kind: 'secret', value: new Secret(input.secret) },
  tenantId,
  clientId: input.clientId,
  mailboxes: [],
  clock,
  cloud: 'global',
  tokenWindow: throttleWindows(table).ofTokenEndpoint(scope),
  transport: redirectedTransport(input.origins),
  random: () => 0,
  sleep: async (seconds) => clock.advanceSeconds(seconds),
});
const collecting = { ...testCollecting(table, fakeMicrosoft()), microsoftFor: async () => microsoft };
const task = { run: input.run, target: { surfaceId: input.surfaceId }, needs: [], waitedSeconds: 0 };
const outcome = await outcomeOf(
  async () => (await readSurface(surfaceById(input.surfaceId), scope, task, collecting)).status,
);
process.send?.({ outcome });

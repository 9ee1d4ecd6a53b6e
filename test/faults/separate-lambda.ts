import '#test/support/silent-logs.ts';
import { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { RunRef } from '#shared/kernel/run.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { transportThrough } from '#shared/microsoft/origins.ts';
import { openTable } from '#shared/store/table.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import { collectingOver, fakeMicrosoft } from '#test/support/test-collecting.ts';
import { countedIds, heldClock } from '#test/support/time-and-ids.ts';
import { toldBy } from './client-harness.ts';
import { theSurface } from './run-harness.ts';

/** A surface's Lambda in a process of its own, which remembers nothing of any other: told by its first argument, answers its parent. */
export const Told = z.object({
  tableName: z.string(),
  origins: z.record(z.string(), z.string()),
  now: z.string(),
  run: RunRef,
  clientId: z.string(),
  secret: z.string(),
  surfaceId: z.string(),
});

const told = Told.parse(JSON.parse(process.argv[2] ?? ''));
const clock = heldClock(told.now);
const table = openTable({ name: told.tableName, clock, newId: countedIds() });
const { tenantId, mspId } = told.run;
const scope = openTenantScope(mspId, tenantId);
const microsoft = openMicrosoft({
  credential: { kind: 'secret', value: new Secret(told.secret) },
  ...{ tenantId, clientId: told.clientId, mailboxes: [], clock, cloud: 'global' },
  tokenWindow: throttleWindows(table).ofTokens(scope),
  transport: transportThrough(told.origins),
  random: () => 0,
  sleep: async (seconds) => clock.advanceSeconds(seconds),
});
const collecting = { ...collectingOver(table, fakeMicrosoft()), microsoftFor: async () => microsoft };
const task = { run: told.run, visit: { surfaceId: told.surfaceId }, waitedSeconds: 0 };
const outcome = await toldBy(
  async () => (await readSurface(theSurface(told.surfaceId), scope, task, collecting)).status,
);
process.send?.({ outcome });

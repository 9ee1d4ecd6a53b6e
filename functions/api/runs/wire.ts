import type { z } from 'zod';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { openStateMachines } from '#shared/aws/state-machines.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connections } from '#shared/store/connection-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  const machines = openStateMachines();
  const arns = {
    posture: environment.TENANT_POSTURE_ARN,
    communications: environment.TENANT_COMMUNICATIONS_ARN,
  } as const;
  return {
    connections: connections(table),
    runs: runs(table),
    leases: leases(table),
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    clock,
    newId,
    // The id of the run is the name of the execution, so the same run never starts twice.
    startMachine: (kind, input) => machines.start(arns[kind], input.runId, input),
  };
};

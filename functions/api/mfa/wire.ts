import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connections } from '#shared/store/connection.ts';
import { customers } from '#shared/store/customer.ts';
import { signals } from '#shared/store/signal.ts';
import { storedPosture } from '#shared/store/stored-posture.ts';
import { surfaceStates } from '#shared/store/surface-state.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantSummaries } from '#shared/store/tenant-summary.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  const [states, read] = [surfaceStates(table), storedPosture(table)];
  return {
    customers: customers(table),
    connections: connections(table),
    summaries: tenantSummaries(table),
    signals: signals(table),
    statesOf: ({ mspId }, tenantId) => states.ofTenant(openTenantScope(mspId, tenantId)),
    postureOf: ({ mspId }, { connection: { tenantId, tenantName } }, surfaceIds) =>
      read(openTenantScope(mspId, tenantId), { tenantName, surfaceIds, now: table.clock.now() }),
  };
};

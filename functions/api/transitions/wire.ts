import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { findingHistory } from '#shared/store/finding-history-store.ts';
import { parseFindingKey } from '#shared/store/finding-key.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { members } from '#shared/store/member-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import { maxChangesPerTransition, transitionWriter } from '#shared/store/transition-writer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  const [states, write] = [surfaceStates(table), transitionWriter(table)];
  return {
    customers: customers(table),
    connections: connections(table),
    summaries: tenantSummaries(table),
    rows: findingRows(table),
    history: findingHistory(table),
    members: members(table),
    surfaceStatesOf: ({ mspId }, tenantId) => states.ofTenant(openTenantScope(mspId, tenantId)),
    audit: auditLog(table),
    clock: table.clock,
    tenantOf: (findingKey) => parseFindingKey(findingKey)?.tenantId,
    maxChangesPerTransition,
    writeTransition: ({ mspId }, tenantId, changes, summary) =>
      write(openTenantScope(mspId, tenantId), changes, summary),
  };
};

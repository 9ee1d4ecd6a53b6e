import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { knownPlans } from '#shared/collecting/known-posture.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connections } from '#shared/store/connection-store.ts';
import { facts } from '#shared/store/fact-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  const known = { facts: facts(table), states: surfaceStates(table) };
  return {
    connections: connections(table),
    plansOf: ({ mspId }, { tenantId }) => knownPlans(openTenantScope(mspId, tenantId), known),
  };
};

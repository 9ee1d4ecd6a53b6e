import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connections } from '#shared/store/connection-store.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { facts } from '#shared/store/fact-store.ts';
import { leases } from '#shared/store/lease-store.ts';
import { runs } from '#shared/store/run-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { Organization } from '#shared/surfaces/organization/schema.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  const known = facts(table);
  return {
    scopeOf: openTenantScope,
    connections: connections(table),
    leases: leases(table),
    runs: runs(table),
    states: surfaceStates(table),
    due: directoryDue(table),
    async organizationOf(scope) {
      const [organization] = await known.ofSurface(scope, 'organization');
      return organization === undefined ? undefined : Organization.parse(organization);
    },
  };
};

import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { breakGlassMarks } from '#shared/store/break-glass-store.ts';
import { customerData } from '#shared/store/customer-data.ts';
import { facts } from '#shared/store/fact-store.ts';
import { openTable } from '#shared/store/table.ts';
import { users } from '#shared/surfaces/users/surface.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return {
    ...customerData(table, openTenantScope),
    async userOf({ mspId }, tenantId, userId) {
      const fact = await facts(table).get(openTenantScope(mspId, tenantId), users.id, userId);
      return fact === undefined ? undefined : users.fact.parse(fact);
    },
    marks: breakGlassMarks(table),
    audit: auditLog(table),
  };
};

import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { contracts } from '#shared/store/contract-store.ts';
import { customerData } from '#shared/store/customer-data.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return {
    ...customerData(table, openTenantScope),
    clock: table.clock,
    contracts: contracts(table),
    audit: auditLog(table),
  };
};

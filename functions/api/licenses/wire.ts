import type { z } from 'zod';
import { platform } from '#shared/lambda/platform.ts';
import { tenantTerms } from '#shared/lambda/tenant-terms.ts';
import { viewPorts } from '#shared/lambda/view-ports.ts';
import { savingsLedger } from '#shared/store/savings-ledger-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME, LICENSE_INACTIVE_DAYS }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  const views = viewPorts(table, { inactiveDays: LICENSE_INACTIVE_DAYS }, tenantTerms(table));
  return { ...views, savings: savingsLedger(table) };
};

import type { z } from 'zod';
import type { ViewPorts } from '#shared/book/read-postures.ts';
import { platform } from '#shared/lambda/platform.ts';
import { tenantTerms } from '#shared/lambda/tenant-terms.ts';
import { viewPorts } from '#shared/lambda/view-ports.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';

export const wire = ({ TABLE_NAME, LICENCE_INACTIVE_DAYS }: z.output<typeof contract.environment>): ViewPorts => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return viewPorts(table, { inactiveDays: LICENCE_INACTIVE_DAYS }, tenantTerms(table));
};

import type { z } from 'zod';
import { platform } from '#shared/lambda/platform.ts';
import { viewPorts } from '#shared/lambda/view-ports.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { priceOverrides } from '#shared/store/price-override-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return { ...viewPorts(table), clock: table.clock, overrides: priceOverrides(table), audit: auditLog(table) };
};

import type { z } from 'zod';
import { platform } from '#shared/lambda/platform.ts';
import { viewPorts } from '#shared/lambda/view-ports.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  return { ...viewPorts(table), rows: findingRows(table), verdicts: tenantVerdicts(table) };
};

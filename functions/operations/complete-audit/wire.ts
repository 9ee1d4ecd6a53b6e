import type { z } from 'zod';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { directoryMsps } from '#shared/store/directory-msps.ts';
import { openTable } from '#shared/store/table.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    msps: directoryMsps(table),
    audit: auditLog(table),
    measure: (completed) => metrics.count('auditOutcomesUnknown', completed),
    clock,
  };
};

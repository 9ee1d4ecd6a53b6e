import type { z } from 'zod';
import { anchorLog } from '#shared/aws/anchor-log.ts';
import { secretKey } from '#shared/aws/secret-key.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { directoryMsps } from '#shared/store/directory-msps.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    msps: directoryMsps(table),
    audit: auditLog(table),
    anchors: anchorLog(environment.AUDIT_ANCHOR_LOG_GROUP, secretKey(environment.AUDIT_ANCHOR_KEY_ID, 'anchor key')),
    clock,
  };
};

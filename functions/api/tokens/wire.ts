import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { accessTokenPrefix } from '#shared/access/principal.ts';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { platform } from '#shared/lambda/platform.ts';
import { accessTokens } from '#shared/store/access-token-store.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    tokens: accessTokens(table),
    audit: auditLog(table),
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    clock,
    newId,
    newToken: () => new Secret(`${accessTokenPrefix}${randomBytes(32).toString('base64url')}`),
  };
};

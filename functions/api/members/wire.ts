import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { openUserPool } from '#shared/aws/user-pool.ts';
import { platform } from '#shared/lambda/platform.ts';
import { accessTokens } from '#shared/store/access-token-store.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { invitationCounts } from '#shared/store/invitation-count-store.ts';
import { members } from '#shared/store/member-store.ts';
import { memberships } from '#shared/store/membership-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    members: { ...members(table), ...memberships(table) },
    tokens: accessTokens(table),
    countInvitation: (scope) => invitationCounts(table).take(scope, environment.INVITATIONS_PER_DAY),
    inviteToSignIn: openUserPool(environment.USER_POOL_ID).invite,
    audit: auditLog(table),
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    newId,
    newCode: () => randomBytes(16).toString('base64url'),
  };
};

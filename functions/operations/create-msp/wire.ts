import type { z } from 'zod';
import { openMspScope } from '#shared/access/open-scope.ts';
import { openUserPool } from '#shared/aws/user-pool.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { createMspWithMembers } from '#shared/store/msp-creation.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: environment.TABLE_NAME, ...platform() });
  const audit = auditLog(table);
  return {
    createMspWithMembers: createMspWithMembers(table),
    inviteToSignIn: openUserPool(environment.USER_POOL_ID).invite,
    auditCreation: async (mspId) => {
      const entry = {
        action: 'msp.created',
        memberId: 'operator',
        target: mspId,
        outcome: 'done',
        requestId: 'operator',
      } as const;
      await audit.append(openMspScope(mspId), entry);
    },
  };
};

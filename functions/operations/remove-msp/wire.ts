import type { z } from 'zod';
import { openMspScope, openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { openUserPool } from '#shared/aws/user-pool.ts';
import { platform } from '#shared/lambda/platform.ts';
import { accessTokens } from '#shared/store/access-token-store.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { mspDeletion } from '#shared/store/delete-msp.ts';
import { directoryIdentities } from '#shared/store/directory-identities.ts';
import { members } from '#shared/store/member-store.ts';
import { mspRemovals } from '#shared/store/msp-removal-store.ts';
import { msps } from '#shared/store/msp-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { removeSignIn } from './remove-sign-in.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  const credentials = openCredentialStore(environment.CREDENTIALS_PREFIX);
  const audit = auditLog(table);
  return {
    clock,
    scopeOf: openMspScope,
    tenantOf: ({ mspId }, tenantId) => openTenantScope(mspId, tenantId),
    removals: mspRemovals(table),
    mspOf: (scope) => msps(table).get(scope),
    membersOf: (scope) => members(table).list(scope),
    customersOf: (scope) => customers(table).list(scope),
    connections: connections(table),
    removeCredential: ({ mspId }, name) => credentials.remove(mspId, name),
    removeSignIn: (member) =>
      removeSignIn(member, {
        directory: directoryIdentities(table),
        userPool: openUserPool(environment.USER_POOL_ID),
        managesAccounts: environment.USER_POOL_ID !== '',
      }),
    revokeTokens: ({ memberId }, scope) => accessTokens(table).revokeAllOf(scope, memberId),
    forget: mspDeletion(table),
    async recordAudit(scope, outcome) {
      const entry = {
        action: 'msp.removed',
        memberId: 'operator',
        target: scope.mspId,
        requestId: 'operator',
      } as const;
      await audit.append(scope, { ...entry, outcome });
    },
  };
};

import type { z } from 'zod';
import { openMspScope, openTenantScope } from '#shared/access/open-scope.ts';
import { consentStates } from '#shared/api/consent-state.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { secretKey } from '#shared/aws/secret-key.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connectionOpener } from '#shared/microsoft/open-connection.ts';
import { cloudOrigins } from '#shared/microsoft/origins.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { consentRequests } from '#shared/store/consent-request-store.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  const wayInto = connectionOpener(table, openCredentialStore(environment.CREDENTIALS_PREFIX, clock), openTenantScope);
  return {
    connections: connections(table),
    requests: consentRequests(table),
    states: consentStates(secretKey(environment.CONSENT_KEY_ID, 'consent key')),
    audit: auditLog(table),
    clock,
    originsOf: cloudOrigins,
    scopeOf: openMspScope,
    admission: async (connection) => (await wayInto(connection, 'high')).tokenClaims(),
    due: directoryDue(table),
  };
};

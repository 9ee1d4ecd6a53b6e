import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { platform } from '#shared/lambda/platform.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { deleteMailboxData } from '#shared/store/delete-mailbox-data.ts';
import { deleteTenantData } from '#shared/store/delete-tenant-data.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { publisherApps } from '#shared/store/publisher-app-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    customers: customers(table),
    connections: connections(table),
    publisherApps: publisherApps(table),
    credentials: openCredentialStore(environment.CREDENTIALS_PREFIX),
    audit: auditLog(table),
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    clock,
    newId,
    surfaceStatesOf: ({ mspId }, tenantId) => surfaceStates(table).ofTenant(openTenantScope(mspId, tenantId)),
    verifyCredential: ({ mspId }, { credential, tenantId, clientId, cloud }) => {
      const tokenWindow = throttleWindows(table).ofTokenEndpoint(openTenantScope(mspId, tenantId));
      const request = { credential, tenantId, clientId, cloud, mailboxes: [], clock, tokenWindow } as const;
      return openMicrosoft({ ...request, priority: 'high' }).verifyCredential();
    },
    due: directoryDue(table),
    deleteTenantData: (scope, connection) =>
      deleteTenantData(table, openTenantScope(scope.mspId, connection.tenantId), connection),
    deleteMailboxData: (scope, connection, mailboxId) => deleteMailboxData(table, scope, connection, mailboxId),
  };
};

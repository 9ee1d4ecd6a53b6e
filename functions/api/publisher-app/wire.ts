import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { platform } from '#shared/lambda/platform.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { publisherApps } from '#shared/store/publisher-app-store.ts';
import { openTable } from '#shared/store/table.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME, CREDENTIALS_PREFIX }: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: TABLE_NAME, clock, newId });
  return {
    publisherApps: publisherApps(table),
    connections: connections(table),
    credentials: openCredentialStore(CREDENTIALS_PREFIX, clock),
    audit: auditLog(table),
    clock,
    verifyCredential: ({ mspId }, way) => {
      const tokenWindow = throttleWindows(table).ofTokenEndpoint(openTenantScope(mspId, way.tenantId));
      return openMicrosoft({ ...way, mailboxes: [], clock, tokenWindow, priority: 'high' }).verifyCredential();
    },
  };
};

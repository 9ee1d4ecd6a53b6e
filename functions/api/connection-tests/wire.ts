import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { knownPlans } from '#shared/collecting/known-posture.ts';
import { platform } from '#shared/lambda/platform.ts';
import { connectTest } from '#shared/microsoft/connect-test.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { connections } from '#shared/store/connection-store.ts';
import { facts } from '#shared/store/fact-store.ts';
import { publisherApps } from '#shared/store/publisher-app-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME, CREDENTIALS_PREFIX }: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: TABLE_NAME, clock, newId });
  const known = { facts: facts(table), states: surfaceStates(table) };
  return {
    connections: connections(table),
    publisherApps: publisherApps(table),
    credentials: openCredentialStore(CREDENTIALS_PREFIX, clock),
    plansOf: ({ mspId }, { tenantId }) => knownPlans(openTenantScope(mspId, tenantId), known),
    runConnectTest: ({ mspId }, { reads, ...request }) => {
      const tokenWindow = throttleWindows(table).ofTokenEndpoint(openTenantScope(mspId, request.tenantId));
      const microsoft = openMicrosoft({ ...request, clock, tokenWindow, priority: 'high' });
      return connectTest(microsoft, { tenantId: request.tenantId, mailboxes: request.mailboxes, reads });
    },
  };
};

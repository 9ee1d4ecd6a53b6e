import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { ErasureId } from '#shared/kernel/ids.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { deleteCustomerTerms } from '#shared/store/delete-customer-terms.ts';
import { deleteTenantData } from '#shared/store/delete-tenant-data.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { eraseNotes } from '#shared/store/erase-notes.ts';
import { addressHash, erasedAddresses } from '#shared/store/erased-address-store.ts';
import { erasures } from '#shared/store/erasure-store.ts';
import { events } from '#shared/store/event-copies.ts';
import { idempotency } from '#shared/store/idempotency-store.ts';
import { messages } from '#shared/store/message-copies.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    erasures: erasures(table),
    customers: customers(table),
    connections: connections(table),
    credentials: openCredentialStore(environment.CREDENTIALS_PREFIX),
    due: directoryDue(table),
    messages: messages(table),
    events: events(table),
    audit: auditLog(table),
    newErasureId: () => ErasureId.parse(newId('ers')),
    addressHash,
    blockAddress: (scope, address) => erasedAddresses(table).add(scope, address),
    eraseNotes: eraseNotes(table, openTenantScope),
    eraseResponses: (scope, text) => idempotency(table).eraseResponses(scope, text),
    deleteTerms: (scope, customerId) => deleteCustomerTerms(table, scope, customerId),
    deleteTenantData: (scope, connection) =>
      deleteTenantData(table, openTenantScope(scope.mspId, connection.tenantId), connection),
  };
};

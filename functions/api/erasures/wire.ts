import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { eventParticipants, messageAddresses } from '#shared/communications/participants.ts';
import { ErasureId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { deleteCustomerTerms } from '#shared/store/delete-customer-terms.ts';
import { deleteTenantData } from '#shared/store/delete-tenant-data.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
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
  const credentials = openCredentialStore(environment.CREDENTIALS_PREFIX);
  const [mail, meetings, due] = [messages(table), events(table), directoryDue(table)];
  return {
    erasures: erasures(table),
    customers: customers(table),
    connections: connections(table),
    audit: auditLog(table),
    newErasureId: () => ErasureId.parse(newId('ers')),
    addressHash,
    blockAddress: (scope, address) => erasedAddresses(table).add(scope, address),
    eraseResponses: (scope, text) => idempotency(table).eraseResponses(scope, text),
    async purgeCommunications(scope, customerId, address) {
      const stays = (addresses: readonly string[]) => address !== undefined && !addresses.includes(address);
      return {
        messages: await mail.deleteOfCustomer(scope, customerId, (copy) => stays(messageAddresses(copy))),
        events: await meetings.deleteOfCustomer(scope, customerId, (copy) => stays(eventParticipants(copy))),
      };
    },
    deleteTerms: (scope, customerId) => deleteCustomerTerms(table, scope, customerId),
    async deleteConnectionData(scope, connection) {
      const { connectionId, tenantId, mailboxes } = connection;
      await credentials.remove(scope.mspId, connectionId);
      for (const kind of RunKind.options) await due.unschedule(scope, connectionId, kind);
      const purged = { messages: 0, events: 0 };
      const tenantRecords = await deleteTenantData(table, openTenantScope(scope.mspId, tenantId), connection);
      for (const { mailboxId } of mailboxes) {
        purged.messages += await mail.deleteOfMailbox(scope, connectionId, mailboxId);
        purged.events += await meetings.deleteOfMailbox(scope, connectionId, mailboxId);
      }
      return { ...purged, tenantRecords };
    },
  };
};

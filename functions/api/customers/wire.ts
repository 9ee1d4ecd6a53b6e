import type { z } from 'zod';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { deleteCustomerTerms } from '#shared/store/delete-customer-terms.ts';
import { events } from '#shared/store/event-copies.ts';
import { messages } from '#shared/store/message-copies.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  return {
    customers: customers(table),
    connections: connections(table),
    audit: auditLog(table),
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    newCustomerId: () => CustomerId.parse(newId('cus')),
    deleteTerms: (scope, customerId) => deleteCustomerTerms(table, scope, customerId),
    messages: messages(table),
    events: events(table),
  };
};

import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { openCredentialStore } from '#shared/aws/credential-store.ts';
import { bodiesPerMinute } from '#shared/communications/body-on-demand.ts';
import { communicationsContext } from '#shared/communications/communications-context.ts';
import { platform } from '#shared/lambda/platform.ts';
import { listedMailboxes } from '#shared/microsoft/listed-mailboxes.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { customers } from '#shared/store/customer-store.ts';
import { events } from '#shared/store/event-copies.ts';
import { messages } from '#shared/store/message-copies.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const { clock, newId } = platform();
  const table = openTable({ name: environment.TABLE_NAME, clock, newId });
  const { ownAddresses, surfaceStates } = communicationsContext(table, openTenantScope);
  const credentials = openCredentialStore(environment.CREDENTIALS_PREFIX);
  const limits = rateLimits(table);
  const { inMailbox } = listedMailboxes(table, credentials, openTenantScope);
  return {
    customers: customers(table),
    messages: messages(table),
    events: events(table),
    audit: auditLog(table),
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    clock,
    ownAddresses,
    surfaceStates,
    consumeRateLimit: (caller) => limits.take(caller, 'bodies', bodiesPerMinute),
    fetchMessageBody: (scope, copy) =>
      inMailbox(scope, copy, (microsoft, mailbox) => microsoft.messageBody({ mailbox, itemId: copy.graphId })),
    fetchEventBody: (scope, copy) =>
      inMailbox(scope, copy, (microsoft, mailbox) => microsoft.eventBody({ mailbox, itemId: copy.graphId })),
  };
};

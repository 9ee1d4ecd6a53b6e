import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { knownPlans } from '#shared/collecting/known-posture.ts';
import { communicationsContext } from '#shared/communications/communications-context.ts';
import { allowedOrigins } from '#shared/lambda/cors-headers.ts';
import { inputMessage } from '#shared/lambda/input-messages.ts';
import { pointersOf } from '#shared/lambda/input-pointers.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { customerData } from '#shared/store/customer-data.ts';
import { events } from '#shared/store/event-copies.ts';
import { facts } from '#shared/store/fact-store.ts';
import { findingHistory } from '#shared/store/finding-history-store.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { members } from '#shared/store/member-store.ts';
import { messages } from '#shared/store/message-copies.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { savingsLedger } from '#shared/store/savings-ledger-store.ts';
import { signals } from '#shared/store/signal-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import { toolUses } from '#shared/store/tool-use-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { callsPerMinute } from './run-tool.ts';

export const wire = (environment: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: environment.TABLE_NAME, ...platform() });
  const communications = communicationsContext(table, openTenantScope);
  const limits = rateLimits(table);
  const known = { facts: facts(table), states: surfaceStates(table) };
  return {
    ...customerData(table, openTenantScope, { inactiveDays: environment.LICENSE_INACTIVE_DAYS }),
    rows: findingRows(table),
    history: findingHistory(table),
    members: members(table),
    verdicts: tenantVerdicts(table),
    signals: signals(table),
    savings: savingsLedger(table),
    messages: messages(table),
    events: events(table),
    clock: table.clock,
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    ownAddresses: communications.ownAddresses,
    communicationsStates: communications.surfaceStates,
    surfaceStates: communications.surfaceStates,
    plansOf: ({ mspId }, { tenantId }) => knownPlans(openTenantScope(mspId, tenantId), known),
    audit: auditLog(table),
    toolUses: toolUses(table),
    argumentChecks: { messageOf: inputMessage, pointersOf },
    consumeRateLimit: (caller) => limits.take(caller, 'tools', callsPerMinute),
    allowedOrigins: allowedOrigins(),
  };
};

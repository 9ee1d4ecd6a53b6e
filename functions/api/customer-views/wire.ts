import type { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { communicationsContext } from '#shared/communications/communications-context.ts';
import { platform } from '#shared/lambda/platform.ts';
import { customerData } from '#shared/store/customer-data.ts';
import { events } from '#shared/store/event-copies.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { members } from '#shared/store/member-store.ts';
import { messages } from '#shared/store/message-copies.ts';
import { savingsLedger } from '#shared/store/savings-ledger-store.ts';
import { signals } from '#shared/store/signal-store.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import type { ViewDeps } from '#shared/views/define-view.ts';
import type { contract } from './contract.ts';

export const wire = (environment: z.output<typeof contract.environment>): ViewDeps => {
  const table = openTable({ name: environment.TABLE_NAME, ...platform() });
  const { ownAddresses, surfaceStates } = communicationsContext(table, openTenantScope);
  return {
    ...customerData(table, openTenantScope, { inactiveDays: environment.LICENSE_INACTIVE_DAYS }),
    rows: findingRows(table),
    members: members(table),
    verdicts: tenantVerdicts(table),
    signals: signals(table),
    savings: savingsLedger(table),
    messages: messages(table),
    events: events(table),
    clock: table.clock,
    cursors: openCursors(cursorKey(environment.CURSOR_KEY_ID)),
    ownAddresses,
    communicationsStates: surfaceStates,
  };
};

import type { z } from 'zod';
import { communicationsContext } from '#shared/collecting/on-demand.ts';
import { platform } from '#shared/lambda/platform.ts';
import { tenantTerms } from '#shared/lambda/tenant-terms.ts';
import { viewPorts } from '#shared/lambda/view-ports.ts';
import { events } from '#shared/store/event-copies.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { messages } from '#shared/store/message-copies.ts';
import { signals } from '#shared/store/signal-store.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const wire = ({ TABLE_NAME, LICENSE_INACTIVE_DAYS }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  const { ownAddresses, surfaceState } = communicationsContext(table);
  return {
    ...viewPorts(table, { inactiveDays: LICENSE_INACTIVE_DAYS }, tenantTerms(table)),
    rows: findingRows(table),
    verdicts: tenantVerdicts(table),
    clock: table.clock,
    signals: signals(table),
    messages: messages(table),
    events: events(table),
    ownAddresses,
    communicationsState: surfaceState,
  };
};

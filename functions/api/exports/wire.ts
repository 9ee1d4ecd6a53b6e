import type { z } from 'zod';
import { openCursors } from '#shared/api/cursor.ts';
import { cursorKey } from '#shared/api/cursor-key.ts';
import { platform } from '#shared/lambda/platform.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { members } from '#shared/store/member-store.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { openTable } from '#shared/store/table.ts';
import { tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

/** 12,000 findings a minute. Each page reads the book and writes an audit row. */
const pagesPerMinute = 60;

export const wire = ({ TABLE_NAME, CURSOR_KEY_ID }: z.output<typeof contract.environment>): Deps => {
  const table = openTable({ name: TABLE_NAME, ...platform() });
  const limits = rateLimits(table);
  return {
    customers: customers(table),
    connections: connections(table),
    summaries: tenantSummaries(table),
    rows: findingRows(table),
    members: members(table),
    audit: auditLog(table),
    consumeRateLimit: (caller) => limits.take(caller, 'exports', pagesPerMinute),
    cursors: openCursors(cursorKey(CURSOR_KEY_ID)),
    clock: table.clock,
  };
};

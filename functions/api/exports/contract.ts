import { z } from 'zod';
import { commaSeparated, listQuery } from '#shared/api/list.ts';
import { SyncedList } from '#shared/api/synced.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { OcsfEvent } from '#shared/exports/ocsf-event.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { Severity } from '#shared/kernel/verdict.ts';

export const contract = apiContract({
  description: 'Findings in the forms that other programs read.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true }),
  access: { table: 'write', keys: ['cursor'], audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    exportFindings: {
      route: 'GET /v1/exports/findings',
      summary:
        'The findings of the book as OCSF 1.8.0 events or as CSV, tenant by tenant, resolved ones too. The next page of CSV is in the `Link` header. Each page is an audit row.',
      ability: 'posture.read',
      query: z.strictObject({
        ...listQuery,
        format: z.enum(['ocsf', 'csv']).default('ocsf'),
        severity: commaSeparated(Severity).optional(),
        state: commaSeparated(FindingState).optional(),
      }),
      response: {
        status: 200,
        body: SyncedList(OcsfEvent).meta({
          id: 'OcsfEventsPage',
          description: 'A page of findings as events of OCSF.',
        }),
        mediaTypes: ['application/json', 'text/csv'],
      },
      rateLimit: 'exports',
      errors: ['InvalidCursor', 'AuditUnavailable'],
    },
  },
});

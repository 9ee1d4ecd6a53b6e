import { z } from 'zod';
import { ListQuery } from '#shared/api/list.ts';
import { SyncedList } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { ChangeCounts, ChangeLine } from '#shared/views/directory-changes/shape.ts';

export const contract = apiContract({
  description: 'Changes in the directory.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true }),
  access: { table: 'read', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    listDirectoryChanges: {
      route: 'GET /v1/customers/{customerId}/directory-changes',
      summary: 'Directory changes of the last 7 days at a customer, newest first.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      query: ListQuery,
      response: { status: 200, body: SyncedList(ChangeLine).extend({ counts: ChangeCounts }) },
      errors: ['NotFound', 'InvalidCursor'],
    },
  },
});

import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { BookRunId, ConnectionId, MspId, TenantId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';

/** References in one page. 500 of them are far below the limit of 256 KiB for the state. */
export const pageSize = 500;

export const contract = taskContract({
  description: 'Lists the due connections page by page and counts them as scheduled',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { directories: ['due-connections'] },
  timeoutSeconds: 30,
  memoryMegabytes: 256,
  input: z.strictObject({ kind: RunKind, bookRunId: BookRunId, page: z.int().nonnegative() }),
  output: z.strictObject({
    page: z.int().nonnegative(),
    items: z.array(z.strictObject({ mspId: MspId, connectionId: ConnectionId, tenantId: TenantId })).max(pageSize),
    more: z.boolean(),
  }),
});

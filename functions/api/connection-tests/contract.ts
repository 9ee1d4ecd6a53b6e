import { z } from 'zod';
import { ConnectionRequest } from '#shared/api/connection-request.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { ConnectionId } from '#shared/kernel/ids.ts';

export const TestAnswer = z.object({
  /** The tenant admits the application, and every listed mailbox answers. Permissions may still be missing. */
  ok: z.boolean(),
  message: z.string(),
  tenantName: z.string().optional(),
  mailboxes: z.array(z.object({ upn: z.string(), ok: z.boolean(), code: z.string().optional() })),
  /** The one to solve first is first. `needs-access` names the permissions that are missing in its `scopes`. */
  problems: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      detail: z.string(),
      scopes: z.array(z.string()).optional(),
    }),
  ),
});
TestAnswer.register(z.globalRegistry, {
  id: 'ConnectionTest',
  description: 'Whether a tenant can be reached, and what is missing.',
});

export const contract = apiContract({
  description: 'Tests whether a tenant admits the application, before and after its connection is saved.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', directories: ['credential-expiry'], credentials: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    testNewConnection: {
      route: 'POST /v1/connections/test',
      summary: 'Test a connection before saving it. Nothing is stored.',
      ability: 'connections.manage',
      body: ConnectionRequest,
      response: { status: 200, body: TestAnswer },
    },
    testConnection: {
      route: 'POST /v1/connections/{connectionId}/test',
      summary: 'Test a saved connection. A refusal is recorded on its credential.',
      ability: 'connections.manage',
      params: z.strictObject({ connectionId: ConnectionId }),
      response: { status: 200, body: TestAnswer },
      errors: ['NotFound'],
    },
  },
});

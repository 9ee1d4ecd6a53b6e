import { z } from 'zod';
import { ConnectionRequest, MailboxAddresses, Reads } from '#shared/api/connection-request.ts';
import { commaSeparated, List, listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { PastedCredential } from '#shared/api/pasted-credential.ts';
import { SurfaceStates } from '#shared/api/surface-state-answer.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { Cloud } from '#shared/kernel/cloud.ts';
import { ConnectionMode } from '#shared/kernel/connection-mode.ts';
import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';
import { CredentialState } from '#shared/kernel/credential-state.ts';
import { ConnectionId, CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';

export const ConnectionAnswer = z.object({
  connectionId: ConnectionId,
  mode: ConnectionMode,
  tenantId: TenantId,
  /** Null until it has been read. */
  tenantName: z.string().nullable(),
  clientId: z.string(),
  cloud: Cloud,
  mailboxes: z.array(z.string()),
  credential: z.object({
    kind: z.enum(['secret', 'certificate']),
    expiresOn: CalendarDate.nullable(),
    /** `graph` where Microsoft Graph reported the date; absent where a person entered it. */
    expirySource: z.literal('graph').optional(),
    state: CredentialState,
    code: z.string().optional(),
  }),
  ownTenant: z.boolean(),
  reads: z.array(RunKind),
  grantedScopes: z.array(z.string()),
  /** All linked customers: matched by a verified domain, or named in the connection. */
  customerIds: z.array(CustomerId),
  /** In the order of the ids. */
  customerNames: z.array(z.string()),
  surfaces: SurfaceStates,
  createdAt: Instant,
});
ConnectionAnswer.register(z.globalRegistry, {
  id: 'Connection',
  description: 'How one tenant is reached. It never contains a credential.',
});

const connectionParams = z.strictObject({ connectionId: ConnectionId });

export const contract = apiContract({
  description: 'How each tenant is reached: credential, mailbox allow-list, granted scopes, state.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true, CREDENTIALS_PREFIX: true }),
  access: {
    table: 'write',
    directories: ['due-connections', 'credential-expiry'],
    audit: 'append',
    credentials: 'write',
    keys: ['cursor'],
  },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    listConnections: {
      route: 'GET /v1/connections',
      summary: 'Every connection, oldest first. Never a credential.',
      ability: 'connections.read',
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the name, the id or a domain of the tenant'),
        ...sortQuery(['oldest', 'tenant'], 'The order.'),
        mode: commaSeparated(ConnectionMode).optional(),
        credentialState: commaSeparated(CredentialState).optional(),
      }),
      response: {
        status: 200,
        body: List(ConnectionAnswer).meta({ id: 'ConnectionsPage', description: 'A page of connections.' }),
      },
      errors: ['InvalidCursor'],
    },
    createConnection: {
      route: 'POST /v1/connections',
      summary:
        'Connect a tenant. A tenant has one connection. The credential is never shown again. A publisher-app connection sends none: it uses the credential of the app.',
      ability: 'connections.manage',
      body: ConnectionRequest,
      response: { status: 201, body: ConnectionAnswer },
      errors: ['TenantTaken', 'OwnTenantTaken', 'SecretInvalid'],
    },
    getConnection: {
      route: 'GET /v1/connections/{connectionId}',
      summary: 'One connection. Never its credential.',
      ability: 'connections.read',
      params: connectionParams,
      response: { status: 200, body: ConnectionAnswer },
      errors: ['NotFound'],
    },
    updateConnection: {
      route: 'PATCH /v1/connections/{connectionId}',
      summary:
        'Change the mailboxes, customers, what is read, or whether it is your own tenant. Data of a removed mailbox is deleted.',
      ability: 'connections.manage',
      params: connectionParams,
      body: z
        .strictObject({
          reads: Reads.optional(),
          mailboxes: MailboxAddresses.optional(),
          customerIds: z.array(CustomerId).max(100).optional(),
          ownTenant: z.boolean().optional(),
        })
        .refine((change) => Object.keys(change).length > 0, 'must change something'),
      response: { status: 200, body: ConnectionAnswer },
      errors: ['NotFound', 'OwnTenantTaken', 'RecordChanged'],
    },
    deleteConnection: {
      route: 'DELETE /v1/connections/{connectionId}',
      summary:
        'Delete a connection with its credential, its schedule and all data read from the tenant: facts, findings, numbers, runs, mail and meetings.',
      ability: 'connections.manage',
      params: connectionParams,
      response: { status: 204 },
      errors: ['NotFound', 'RecordChanged'],
    },
    rotateCredential: {
      route: 'PUT /v1/connections/{connectionId}/credential',
      summary: 'Replace the credential. A token request verifies the new one first; the old one is kept until then.',
      ability: 'connections.manage',
      params: connectionParams,
      body: PastedCredential,
      response: { status: 200, body: ConnectionAnswer },
      errors: ['NotFound', ...credentialRefusals, 'MicrosoftThrottled', 'MicrosoftUnavailable'],
    },
  },
});

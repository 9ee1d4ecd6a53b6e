import { z } from 'zod';
import { List, ListQuery } from '#shared/api/list.ts';
import { SecretText } from '#shared/api/secret-text.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { normaliseAddress } from '#shared/kernel/domain.ts';
import { ConnectionId, CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { SurfaceState } from '#shared/kernel/surface-state.ts';
import { apiContract } from '#shared/lambda/contract.ts';
import { Environment } from '#shared/lambda/environment.ts';

const Mode = z.enum(['own-app', 'publisher-app']);
const Cloud = z.enum(['global', 'usgov', 'usgov-dod', 'china']);
const Reads = z
  .array(z.enum(['posture', 'communications']))
  .min(1, 'must name posture, communications or both')
  .transform((reads) => [...new Set(reads)]);

const DirectoryId = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.guid('paste the Directory (tenant) ID, not a subscription or user id'))
  .pipe(TenantId);
const ApplicationId = z.string().trim().toLowerCase().pipe(z.guid('must be the Application (client) ID, a GUID'));

/** UPN-style addresses, in lower case, each once. */
const Mailboxes = z
  .array(
    z.string().transform((text, context) => {
      const address = normaliseAddress(text);
      if (address !== undefined) return address;
      context.issues.push({ code: 'custom', input: text, message: 'must be an address, such as jane@msp.example' });
      return z.NEVER;
    }),
  )
  .max(500, 'a connection has at most 500 mailboxes')
  .transform((mailboxes) => [...new Set(mailboxes)]);

export const PastedCredential = z.strictObject({
  kind: z.enum(['secret', 'certificate']),
  /** The secret's Value; or PEM text with the certificate and its unencrypted private key. */
  value: SecretText,
  /** When the secret ends; a certificate says it itself. */
  expiresOn: CalendarDate.optional(),
});

const NewConnection = z
  .strictObject({
    mode: Mode,
    tenantId: DirectoryId,
    clientId: ApplicationId,
    credential: PastedCredential,
    cloud: Cloud.default('global'),
    reads: Reads.default(['posture', 'communications']),
    mailboxes: Mailboxes.default([]),
    customerIds: z.array(CustomerId).max(100).default([]),
    ownTenant: z.boolean().default(false),
  })
  .refine(({ reads, mailboxes }) => !reads.includes('communications') || mailboxes.length > 0, {
    path: ['mailboxes'],
    message: 'Enter at least one technician mailbox',
  });

export const ConnectionAnswer = z.object({
  connectionId: ConnectionId,
  mode: Mode,
  tenantId: TenantId,
  /** Null until it was read. */
  tenantName: z.string().nullable(),
  clientId: z.string(),
  cloud: Cloud,
  mailboxes: z.array(z.string()),
  credential: z.object({
    kind: z.enum(['secret', 'certificate']),
    expiresOn: CalendarDate.nullable(),
    state: z.enum(['valid', 'expiring', 'expired', 'refused', 'unknown']),
    code: z.string().optional(),
  }),
  ownTenant: z.boolean(),
  reads: z.array(z.enum(['posture', 'communications'])),
  grantedScopes: z.array(z.string()),
  /** All linked customers: by a verified domain, or named here. */
  customerIds: z.array(CustomerId),
  surfaces: z.record(z.string(), SurfaceState),
  createdAt: Instant,
});

export const TestAnswer = z.object({
  ok: z.boolean(),
  message: z.string(),
  tenantName: z.string().optional(),
  mailboxes: z.array(z.object({ upn: z.string(), ok: z.boolean(), code: z.string().optional() })),
  problems: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      detail: z.string(),
      scopes: z.array(z.string()).optional(),
    }),
  ),
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
      query: ListQuery,
      response: {
        status: 200,
        body: List(ConnectionAnswer),
      },
      errors: ['InvalidCursor'],
    },
    createConnection: {
      route: 'POST /v1/connections',
      summary: 'Connect a tenant. One connection a tenant; the credential is never shown again.',
      ability: 'connections.manage',
      body: NewConnection,
      response: { status: 201, body: ConnectionAnswer },
      errors: ['TenantTaken', 'OwnTenantTaken', 'SecretInvalid'],
    },
    testNewConnection: {
      route: 'POST /v1/connections/test',
      summary: 'Try a connection before saving it. Nothing is stored.',
      ability: 'connections.manage',
      body: NewConnection,
      response: { status: 200, body: TestAnswer },
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
        'Change mailboxes, customers, what is read, or whether it is your own tenant. What a removed mailbox brought is purged.',
      ability: 'connections.manage',
      params: connectionParams,
      body: z
        .strictObject({
          reads: Reads.optional(),
          mailboxes: Mailboxes.optional(),
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
        'Forget a tenant: credential, schedule, and all that was read of it: facts, findings, numbers, runs, mail and meetings.',
      ability: 'connections.manage',
      params: connectionParams,
      response: { status: 204 },
      errors: ['NotFound', 'RecordChanged'],
    },
    testConnection: {
      route: 'POST /v1/connections/{connectionId}/test',
      summary: 'Try a saved connection. A refusal marks its credential.',
      ability: 'connections.manage',
      params: connectionParams,
      response: { status: 200, body: TestAnswer },
      errors: ['NotFound'],
    },
    rotateCredential: {
      route: 'PUT /v1/connections/{connectionId}/credential',
      summary: 'Replace the credential: the new one is proven by a token request first, the old one kept until then.',
      ability: 'connections.manage',
      params: connectionParams,
      body: PastedCredential,
      response: { status: 200, body: ConnectionAnswer },
      errors: [
        'NotFound',
        'SecretInvalid',
        'SecretExpired',
        'AppNotFound',
        'TenantNotFound',
        'ConsentMissing',
        'AppBlocked',
        'MicrosoftThrottled',
        'MicrosoftUnavailable',
      ],
    },
  },
});

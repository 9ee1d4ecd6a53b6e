import { z } from 'zod';
import { ApplicationId, DirectoryId } from '#shared/api/connection-request.ts';
import { PastedCredential } from '#shared/api/pasted-credential.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { Cloud } from '#shared/kernel/cloud.ts';
import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';

const PublisherAppAnswer = z.object({
  clientId: z.string(),
  credential: z.object({
    kind: z.enum(['secret', 'certificate']),
    expiresOn: CalendarDate.nullable(),
    /** A tenant accepted it before it was stored. */
    state: z.enum(['valid', 'expiring', 'expired', 'unknown']),
  }),
  /** Register this URI in the app as a redirect URI of the platform Web. */
  redirectUri: z.url(),
  /** Number of connections that sign in through the app. */
  connections: z.int().nonnegative(),
  changedAt: Instant,
});
PublisherAppAnswer.register(z.globalRegistry, {
  id: 'PublisherApp',
  description: 'The multi-tenant app of the MSP. It never contains the credential.',
});

export const contract = apiContract({
  description: 'The multi-tenant app of the MSP, to which customers consent.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', directories: ['credential-expiry'], audit: 'append', credentials: 'write' },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    getPublisherApp: {
      route: 'GET /v1/publisher-app',
      summary: 'The multi-tenant app of the MSP. Never its credential.',
      ability: 'connections.manage',
      response: { status: 200, body: PublisherAppAnswer },
      errors: ['NotFound'],
    },
    putPublisherApp: {
      route: 'PUT /v1/publisher-app',
      summary:
        'Set the app or replace its credential. A tenant must accept the new credential first; the old one is kept until then. One credential serves all tenants.',
      ability: 'connections.manage',
      body: z.strictObject({
        clientId: ApplicationId,
        credential: PastedCredential,
        tenantId: DirectoryId.optional().meta({
          description: 'The tenant in which the app is registered. Required while no connected tenant knows the app.',
        }),
        cloud: Cloud.default('global').meta({ description: 'The cloud of that tenant.' }),
      }),
      response: { status: 200, body: PublisherAppAnswer },
      errors: [...credentialRefusals, 'MicrosoftRefused', 'MicrosoftThrottled', 'MicrosoftUnavailable'],
    },
    deletePublisherApp: {
      route: 'DELETE /v1/publisher-app',
      summary: 'Remove the app and its credential. Refused while a connection signs in through it.',
      ability: 'connections.manage',
      response: { status: 204 },
      errors: ['NotFound', 'PublisherAppInUse'],
    },
  },
});

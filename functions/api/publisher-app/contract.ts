import { z } from 'zod';
import { ApplicationId } from '#shared/api/connection-request.ts';
import { PastedCredential } from '#shared/api/pasted-credential.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

const PublisherAppAnswer = z.object({
  clientId: z.string(),
  credential: z.object({
    kind: z.enum(['secret', 'certificate']),
    expiresOn: CalendarDate.nullable(),
    /**
     * `valid`: Microsoft accepted the credential in at least one tenant. `unknown`: there was no tenant to verify it
     * in.
     */
    state: z.enum(['valid', 'expiring', 'expired', 'unknown']),
  }),
  /** Register this URI in the app as a redirect URI of the platform Web. */
  redirectUri: z.url(),
  /** Number of connections that sign in through the app. */
  connections: z.int().nonnegative(),
  changedAt: Instant,
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
        'Set the app or replace its credential. The new credential is verified in a tenant that has consented, if there is one; the old one is kept until then. One credential serves all tenants.',
      ability: 'connections.manage',
      body: z.strictObject({ clientId: ApplicationId, credential: PastedCredential }),
      response: { status: 200, body: PublisherAppAnswer },
      errors: ['SecretInvalid', 'SecretExpired', 'MicrosoftThrottled', 'MicrosoftUnavailable'],
    },
  },
});

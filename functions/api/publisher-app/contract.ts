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
    /** `valid`: Microsoft took it in some tenant; `unknown`: there was none to try it in. */
    state: z.enum(['valid', 'expiring', 'expired', 'unknown']),
  }),
  /** To be registered at the app as a redirect URI of a web platform. */
  redirectUri: z.url(),
  /** Connections that sign in through it. */
  connections: z.int().nonnegative(),
  changedAt: Instant,
});

export const contract = apiContract({
  description: "The MSP's one multi-tenant app, which customers consent to.",
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', directories: ['credential-expiry'], audit: 'append', credentials: 'write' },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    getPublisherApp: {
      route: 'GET /v1/publisher-app',
      summary: "The MSP's multi-tenant app. Never its credential.",
      ability: 'connections.manage',
      response: { status: 200, body: PublisherAppAnswer },
      errors: ['NotFound'],
    },
    putPublisherApp: {
      route: 'PUT /v1/publisher-app',
      summary:
        'Set the app, or replace its credential: the new one is proven in a tenant that has consented, where there is one, and the old one kept until then. One credential serves every tenant.',
      ability: 'connections.manage',
      body: z.strictObject({ clientId: ApplicationId, credential: PastedCredential }),
      response: { status: 200, body: PublisherAppAnswer },
      errors: ['SecretInvalid', 'SecretExpired', 'MicrosoftThrottled', 'MicrosoftUnavailable'],
    },
  },
});

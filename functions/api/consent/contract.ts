import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';
import { ConnectionId, TenantId } from '#shared/kernel/ids.ts';
import { Text } from '#shared/kernel/text.ts';

const ConsentLink = z.object({
  /** publisher-app: Microsoft's consent page. own-app: the permissions page of the app in the portal. */
  url: z.url(),
  /** Expiry of a consent link. Null for the portal page, which does not expire. */
  expiresAt: Instant.nullable(),
  /** Permissions that are needed and, as far as known, not granted. */
  missingScopes: z.array(z.string()),
});
ConsentLink.register(z.globalRegistry, { id: 'ConsentLink', description: 'Where an admin of the tenant consents.' });

const Consent = z.object({
  message: z.string(),
  connectionId: ConnectionId,
  /** Taken from a new token of that tenant. */
  tenantId: TenantId,
  /** Null until the tenant was read. */
  tenantName: z.string().nullable(),
  grantedScopes: z.array(z.string()),
  missingScopes: z.array(z.string()),
});
Consent.register(z.globalRegistry, { id: 'Consent', description: 'The outcome of a consent.' });

export const contract = apiContract({
  description: "A customer tenant's consent to the app: the link that asks for it, and the callback.",
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true, CONSENT_KEY_ID: true }),
  access: {
    table: 'write',
    directories: ['due-connections', 'credential-expiry'],
    audit: 'append',
    credentials: 'read',
    keys: ['consent'],
  },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    createConsentLink: {
      route: 'POST /v1/connections/{connectionId}/consent-link',
      summary:
        "Where an admin of the tenant consents. publisher-app: a single-use link, valid for 15 minutes. own-app: the app's permissions page in the portal.",
      ability: 'connections.manage',
      params: z.strictObject({ connectionId: ConnectionId }),
      response: { status: 200, body: ConsentLink },
      errors: ['NotFound'],
      sensitive: true,
    },
    acceptConsent: {
      route: 'GET /v1/consent/callback',
      summary:
        "The callback of Microsoft's consent page. A browser gets a page, a program JSON. The tenant in the query is not trusted: a token is requested.",
      ability: 'public',
      // Microsoft writes this query and may add parameters, so the object is not strict.
      query: z.object({
        state: Text.min(1).max(2000),
        admin_consent: Text.max(20).optional(),
        error: Text.max(200).optional(),
        error_description: Text.optional(),
        tenant: Text.max(200).optional(),
        scope: Text.optional(),
      }),
      response: { status: 200, body: Consent, mediaTypes: ['application/json', 'text/html'] },
      errors: [
        'ConsentLinkInvalid',
        'ConsentLinkExpired',
        'ConsentLinkUsed',
        'ConsentDeclined',
        'ConsentElsewhere',
        'NotFound',
        ...credentialRefusals,
        'MicrosoftThrottled',
        'MicrosoftUnavailable',
      ],
      sensitive: true,
    },
  },
});

import { z } from 'zod';
import { TokenScope } from '#shared/access/abilities.ts';
import { List, ListQuery } from '#shared/api/list.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { AccessTokenId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

export const AccessTokenAnswer = z
  .object({
    tokenId: AccessTokenId,
    name: z.string(),
    scopes: z.array(z.string()),
    /** The maker's role when it was made; what they are now limits the token too. */
    role: z.enum(['admin', 'member', 'viewer']),
    createdAt: Instant,
    expiresAt: Instant,
    /** The last day on which it was used; null where it never was. */
    lastUsedOn: CalendarDate.nullable(),
  })
  .meta({ id: 'AccessToken' });

export const contract = apiContract({
  description: 'Personal access tokens, with which programs call in the name of a member.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true }),
  access: { table: 'write', directories: ['tokens'], audit: 'append', keys: ['cursor'] },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  operations: {
    listTokens: {
      route: 'GET /v1/tokens',
      summary: 'Your own access tokens that have not expired, in the order in which they were made',
      ability: 'tokens.manage',
      query: ListQuery,
      response: { status: 200, body: List(AccessTokenAnswer) },
      errors: ['InvalidCursor'],
    },
    createToken: {
      route: 'POST /v1/tokens',
      summary:
        'An access token for a program: shown once, kept as a hash. It may do what its scopes name, as far as your role does',
      ability: 'tokens.manage',
      body: z.strictObject({
        name: z.string().trim().min(1).max(100),
        /** Abilities of `GET /v1/me`. */
        scopes: z.array(TokenScope).min(1).max(TokenScope.options.length),
        /** At most 12 months from now; 90 days where it is left out. */
        expiresAt: Instant.optional(),
      }),
      response: { status: 201, body: AccessTokenAnswer.extend({ token: z.string() }).meta({ id: 'NewAccessToken' }) },
      errors: ['AuditUnavailable'],
      sensitive: true,
    },
    revokeToken: {
      route: 'DELETE /v1/tokens/{tokenId}',
      summary: 'End one of your own access tokens: its next request is refused',
      ability: 'tokens.manage',
      params: z.strictObject({ tokenId: AccessTokenId }),
      response: { status: 204 },
      errors: ['NotFound', 'AuditUnavailable'],
    },
  },
});

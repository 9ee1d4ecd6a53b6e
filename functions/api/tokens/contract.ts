import { z } from 'zod';
import { TokenScope } from '#shared/access/abilities.ts';
import { List, listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { AccessTokenId } from '#shared/kernel/ids.ts';
import { TextLine } from '#shared/kernel/text.ts';

export const AccessTokenAnswer = z
  .object({
    tokenId: AccessTokenId,
    name: z.string(),
    scopes: z.array(z.string()),
    /** The role of the creator at creation. The current role of the creator limits the token as well. */
    role: z.enum(['admin', 'member', 'viewer']),
    createdAt: Instant,
    expiresAt: Instant,
    /** The last day of use; null if never used. */
    lastUsedOn: CalendarDate.nullable(),
  })
  .meta({ id: 'AccessToken', description: 'A personal access token without its text.' });

export const contract = apiContract({
  description: 'Personal access tokens, with which programs act for a member.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true }),
  access: { table: 'write', directories: ['tokens'], audit: 'append', keys: ['cursor'] },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  operations: {
    listTokens: {
      route: 'GET /v1/tokens',
      summary: 'Your own access tokens that have not expired, oldest first',
      ability: 'tokens.manage',
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the name'),
        ...sortQuery(['oldest', 'name', 'expiry'], 'The order.'),
      }),
      response: {
        status: 200,
        body: List(AccessTokenAnswer).meta({ id: 'AccessTokensPage', description: 'A page of access tokens.' }),
      },
      errors: ['InvalidCursor'],
    },
    createToken: {
      route: 'POST /v1/tokens',
      summary:
        'Create an access token for a program. It is shown once and stored as a hash. It grants its scopes as far as your role allows them.',
      ability: 'tokens.manage',
      body: z.strictObject({
        name: TextLine.min(1).max(100),
        /** Abilities as listed by `GET /v1/me`. */
        scopes: z.array(TokenScope).min(1).max(TokenScope.options.length),
        /** At most 12 months from now; default 90 days. */
        expiresAt: Instant.optional(),
      }),
      response: {
        status: 201,
        body: AccessTokenAnswer.extend({ token: z.string() }).meta({
          id: 'NewAccessToken',
          description: 'A new access token. Its text is shown once.',
        }),
      },
      errors: ['AuditUnavailable'],
      sensitive: true,
    },
    revokeToken: {
      route: 'DELETE /v1/tokens/{tokenId}',
      summary: 'Revoke one of your own access tokens. Its next request is refused.',
      ability: 'tokens.manage',
      params: z.strictObject({ tokenId: AccessTokenId }),
      response: { status: 204 },
      errors: ['NotFound', 'AuditUnavailable'],
    },
  },
});

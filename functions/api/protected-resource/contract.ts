import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

/** https://www.rfc-editor.org/rfc/rfc9728#section-2 */
const ProtectedResource = z
  .object({
    resource: z.url().meta({ description: 'The address that a client names as the resource of its token.' }),
    resource_name: z.string(),
    authorization_servers: z.array(z.url()),
    scopes_supported: z.array(z.string()),
    bearer_methods_supported: z.array(z.literal('header')),
  })
  .meta({
    id: 'ProtectedResource',
    description: 'Where a client gets a token for the MCP server (OAuth 2.0 Protected Resource Metadata, RFC 9728).',
  });

export const contract = apiContract({
  description: 'Where a client gets a token for the MCP server.',
  environment: Environment.pick({ STAGE: true, OIDC_ISSUER: true }),
  access: {},
  timeoutSeconds: 5,
  memoryMegabytes: 256,
  operations: {
    getProtectedResource: {
      route: 'GET /.well-known/oauth-protected-resource/v1/mcp',
      summary: 'The sign-in service whose tokens the MCP server takes.',
      tag: { name: 'mcp', description: 'The MCP server: read-only tools for assistants.' },
      ability: 'public',
      response: { status: 200, body: ProtectedResource },
    },
  },
});

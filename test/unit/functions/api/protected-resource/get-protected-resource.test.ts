import '#test/support/silent-logs.ts';
import { describe, expect, it, vi } from 'vitest';
import { contract } from '#functions/api/protected-resource/contract.ts';
import { getProtectedResource } from '#functions/api/protected-resource/get-protected-resource.ts';
import { statelessApiHandler } from '#shared/lambda/stateless-api-handler.ts';
import { callHandler } from '#test/support/gateway-request.ts';

describe('getProtectedResource', () => {
  it('names the MCP server, the issuer and the scope to anyone', async () => {
    vi.stubEnv('STAGE', 'test');
    vi.stubEnv('OIDC_ISSUER', 'https://issuer.example/pool');
    const wire = () => ({ issuer: 'https://issuer.example/pool' });
    const call = callHandler(statelessApiHandler(contract, wire, { getProtectedResource }));
    const { status, body } = await call({ route: 'GET /.well-known/oauth-protected-resource/v1/mcp' });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        resource: 'https://api.example/v1/mcp',
        resource_name: 'Vectis for Microsoft 365',
        authorization_servers: ['https://issuer.example/pool'],
        scopes_supported: ['vectis/tools'],
        bearer_methods_supported: ['header'],
      },
    });
    vi.unstubAllEnvs();
  });
});

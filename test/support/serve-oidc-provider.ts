import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { z } from 'zod';

/** Started as a process of its own, because its clock is moved: it is the stack's. */
const { startAt, clientId, redirectUris } = z
  .object({ startAt: z.number(), clientId: z.string(), redirectUris: z.array(z.string()) })
  .parse(JSON.parse(process.argv[2] ?? ''));

const machineNow = Date.now;
const ahead = startAt - machineNow();
Date.now = () => machineNow() + ahead;

/** Answers the prompts of a sign-in as the person whose address the form contains. */
const answerInteraction = async (provider: Provider, request: IncomingMessage, response: ServerResponse) => {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.end(prompt.name);
    return;
  }
  const accountId = new URLSearchParams(await text(request)).get('email') ?? '';
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  const grant = new provider.Grant({ accountId: session?.accountId ?? accountId, clientId: params.client_id });
  grant.addOIDCScope('openid email');
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no address');
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        redirect_uris: redirectUris,
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
        application_type: 'native',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    // As Cognito does: the address is in the ID token of a code flow.
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true }),
    }),
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    cookies: { keys: ['a key of this test'] },
    ttl: { IdToken: 3600, AccessToken: 3600, RefreshToken: 86_400, Interaction: 600, Session: 600, Grant: 86_400 },
  });
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return serve(request, response);
    answerInteraction(provider, request, response).catch((error: unknown) =>
      response.writeHead(500).end(String(error)),
    );
  });
  process.stdout.write(`${issuer}\n`);
});

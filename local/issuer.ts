import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isLocalRequest } from '#local/runtime/http/local-request.ts';
import { listen } from '#local/runtime/listen.ts';
import type { RegisteredClient } from './sign-in/authorization-request.ts';
import { type Answer, answerAuthorize, answerToken } from './sign-in/endpoints.ts';
import { openGrants } from './sign-in/grants.ts';
import { issuedTokens } from './sign-in/issued-tokens.ts';

/**
 * An OIDC issuer for the local stack only. It gives a token for any e-mail address without a check, so it is never
 * deployed.
 */
export interface LocalIssuer {
  /** The `iss` claim of its tokens. The discovery document and the keys are served below it. */
  readonly url: string;
  readonly tokenEndpoint: string;
  /** Signs a token for any address, as `POST {tokenEndpoint} {"email"}` does. */
  tokenFor(email: string): Promise<string>;
  stop(): Promise<void>;
}

export interface IssuerSettings {
  /** The first one's id is the audience of a token for an address. */
  readonly clients: readonly [RegisteredClient, ...RegisteredClient[]];
  /** The stack's clock: `iat` and `exp` follow it. */
  readonly now: () => Date;
  readonly port?: number;
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  authorization_response_iss_parameter_supported: true,
  scopes_supported: ['openid', 'email'],
  claims_supported: ['sub', 'email', 'email_verified'],
});

/** Web pages of this machine may read the answers. */
const corsHeaders = (request: IncomingMessage): Readonly<Record<string, string>> => {
  const { origin } = request.headers;
  return origin === undefined || !isLocalRequest(request)
    ? {}
    : { 'access-control-allow-origin': origin, vary: 'Origin' };
};

const send = (request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void => {
  const isPage = typeof body === 'string';
  response
    .writeHead(status, {
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
      'cache-control': 'no-store',
      ...(isPage ? { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" } : {}),
      ...corsHeaders(request),
      ...headers,
    })
    .end(isPage ? body : JSON.stringify(body));
};

const otherSite: Answer = {
  status: 403,
  body: { error: 'access_denied', error_description: 'a web page of another site may not call the local issuer' },
};
const preflight: Answer = { status: 204, body: '', headers: { 'access-control-allow-headers': 'content-type' } };

/** Starts the issuer: a discovery document, its keys, a sign-in page, and the token endpoint. */
export const startIssuer = async ({ clients, now, port = 0 }: IssuerSettings): Promise<LocalIssuer> => {
  const grants = openGrants(now);
  const tokens = await issuedTokens({
    issuer: () => running.origin,
    defaultClientId: clients[0].clientId,
    now,
  });

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (!isLocalRequest(request)) return otherSite;
    if (request.method === 'OPTIONS') return preflight;
    const issuer = running.origin;
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    switch (`${request.method} ${pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return { status: 200, body: metadataOf(issuer) };
      case 'GET /jwks':
        return { status: 200, body: { keys: [tokens.publicJwk] } };
      case 'GET /authorize':
      case 'POST /authorize':
        return answerAuthorize(request, searchParams, { clients, grants, issuer });
      case 'POST /token':
        return answerToken(request, grants, tokens);
      default:
        return { status: 404, body: { error: 'not_found' } };
    }
  };

  const running = await listen(
    createServer((request, response) => {
      answer(request).then(
        (given) => send(request, response, given),
        () => send(request, response, { status: 500, body: { error: 'server_error' } }),
      );
    }),
    port,
  );
  const { origin, stop } = running;
  return { url: origin, tokenEndpoint: `${origin}/token`, tokenFor: tokens.tokenFor, stop };
};

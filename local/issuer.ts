import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { z } from 'zod';
import { isLocalRequest } from '#local/runtime/http/local-request.ts';
import { listen } from '#local/runtime/listen.ts';

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
  readonly audience: string;
  /** The stack's clock: `iat` and `exp` follow it. */
  readonly now: () => Date;
  readonly port?: number;
}

const lifetimeSeconds = 12 * 3600;
const keyId = 'local';
const TokenRequest = z.strictObject({ email: z.email() });

/** Derived from the address, so that a database kept on disk recognizes a person after every start. */
const subjectOf = (email: string): string =>
  createHash('sha256').update(email.toLowerCase()).digest('base64url').slice(0, 22);

const send = (response: ServerResponse, status: number, body: object): void => {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
};

const readEmail = async (request: IncomingMessage): Promise<string | undefined> => {
  try {
    return TokenRequest.parse(JSON.parse(await text(request))).email;
  } catch {
    return undefined; // Neither JSON nor an address: the 400 shows the expected body.
  }
};

/** Starts the issuer: a discovery document, its keys, and the token endpoint. */
export const startIssuer = async ({ audience, now, port = 0 }: IssuerSettings): Promise<LocalIssuer> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const key: JWK = { ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' };

  const tokenFor = (email: string): Promise<string> => {
    const issuedAt = Math.floor(now().getTime() / 1000);
    return new SignJWT({ email, email_verified: true })
      .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
      .setIssuer(running.origin)
      .setAudience(audience)
      .setSubject(subjectOf(email))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(privateKey);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLocalRequest(request)) {
      return send(response, 403, {
        error: 'access_denied',
        error_description: 'a web page of another site may not call the local issuer',
      });
    }
    const route = `${request.method} ${request.url}`;
    if (route === 'GET /.well-known/openid-configuration') {
      return send(response, 200, {
        issuer: running.origin,
        jwks_uri: `${running.origin}/jwks`,
        token_endpoint: `${running.origin}/token`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (route === 'GET /jwks') return send(response, 200, { keys: [key] });
    if (route !== 'POST /token') return send(response, 404, { error: 'not_found' });
    const email = await readEmail(request);
    if (email === undefined) {
      return send(response, 400, {
        error: 'invalid_request',
        error_description: 'the body must be {"email": "ada@example.com"}',
      });
    }
    const token = await tokenFor(email);
    send(response, 200, {
      access_token: token,
      id_token: token,
      token,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
    });
  };

  const running = await listen(
    createServer((request, response) => {
      handle(request, response).catch(() => send(response, 500, { error: 'server_error' }));
    }),
    port,
  );
  return { url: running.origin, tokenEndpoint: `${running.origin}/token`, tokenFor, stop: running.stop };
};

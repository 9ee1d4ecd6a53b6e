import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { listen } from '#local/runtime/listen.ts';

export interface ScriptedIssuer {
  readonly url: string;
  /** Changes what the discovery document says. */
  readonly metadata: Record<string, unknown>;
  /** The claims of the next ID token, or the refusal of the token endpoint. */
  answer: { readonly claims: JWTPayload } | { readonly error: string };
  stop(): Promise<void>;
}

/** An issuer that a test makes lie: its tokens are signed, and say whatever the test says. */
export const startScriptedIssuer = async (): Promise<ScriptedIssuer> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'scripted', alg: 'RS256' };

  const tokens = async (): Promise<object> =>
    'error' in issuer.answer
      ? { error: issuer.answer.error }
      : {
          id_token: await new SignJWT(issuer.answer.claims)
            .setProtectedHeader({ alg: 'RS256', kid: 'scripted' })
            .sign(privateKey),
          refresh_token: 'refresh-1',
        };
  const bodyOf = async (path: string): Promise<object> => {
    if (path === '/keys') return { keys: [key] };
    if (path === '/token') return tokens();
    const { origin } = running;
    const endpoints = { authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` };
    return { issuer: origin, jwks_uri: `${origin}/keys`, ...endpoints, ...issuer.metadata };
  };
  const running = await listen(
    createServer((request, response) => {
      bodyOf(request.url ?? '').then(
        (body) => response.writeHead('error' in body ? 400 : 200).end(JSON.stringify(body)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    }),
    0,
  );
  const issuer: ScriptedIssuer = {
    url: running.origin,
    metadata: {},
    answer: { error: 'nothing-was-scripted' },
    stop: running.stop,
  };
  return issuer;
};

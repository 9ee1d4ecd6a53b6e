import { createHash, randomBytes } from 'node:crypto';
import type { OidcProvider } from './oidc-provider.ts';

/** The secrets of one sign-in. They exist in the memory of this process alone. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

const random = (): string => randomBytes(32).toString('base64url');

export const newSecrets = (): Omit<Attempt, 'redirectUri'> => ({
  state: random(),
  nonce: random(),
  verifier: random(),
});

/** The address that a person opens. PKCE: https://datatracker.ietf.org/doc/html/rfc7636#section-4 */
export const authorizationUrl = (
  { authorizationEndpoint }: OidcProvider,
  clientId: string,
  { state, nonce, verifier, redirectUri }: Attempt,
): string => {
  const url = new URL(authorizationEndpoint);
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid email',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
};

/** The code of an answer, which must come from this issuer. That it belongs to the attempt was seen when it arrived. */
export const codeOf = (answer: URLSearchParams, { issuer, namesItself }: OidcProvider): string => {
  const named = answer.get('iss');
  if (named === null ? namesItself : named !== issuer) {
    throw new Error(`the answer comes from another issuer (${named ?? 'not named'}): start the sign-in again`);
  }
  const error = answer.get('error');
  if (error !== null) {
    throw new Error(
      `the issuer refused the sign-in (${error}): ${answer.get('error_description') ?? 'without a reason'}`,
    );
  }
  const code = answer.get('code');
  if (code === null || code === '') throw new Error('the answer contains no code: start the sign-in again');
  return code;
};

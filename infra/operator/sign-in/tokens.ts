import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Attempt } from './authorization.ts';
import { type OidcProvider, requestTimeoutMilliseconds } from './oidc-provider.ts';

export interface Tokens {
  readonly idToken: string;
  /** Undefined if the issuer gave none, or keeps the earlier one. */
  readonly refreshToken: string | undefined;
}

/** A person whom the issuer has confirmed. */
export interface Identity {
  readonly subject: string;
  readonly email: string | undefined;
  /** In seconds since the epoch, as in the token. */
  readonly expiresAtSeconds: number;
}

const TokenAnswer = z.object({ id_token: z.string().min(1), refresh_token: z.string().min(1).optional() });
const TokenRefusal = z.object({ error: z.string(), error_description: z.string().optional() });
const Claims = z.object({
  sub: z.string().min(1),
  exp: z.number(),
  email: z.string().optional(),
  nonce: z.string().optional(),
  azp: z.string().optional(),
});

const skewSeconds = 5;

/** The issuer answered, and its answer is a refusal. */
export class TokenRefused extends Error {}

const askTokens = async (provider: OidcProvider, form: Readonly<Record<string, string>>): Promise<Tokens> => {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(provider.tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'error',
      signal: AbortSignal.timeout(requestTimeoutMilliseconds),
    });
    body = await answer.json();
  } catch (cause) {
    throw new Error(`the token endpoint of ${provider.issuer} did not answer: check the network, then try again`, {
      cause,
    });
  }
  const tokens = TokenAnswer.safeParse(body);
  if (answer.ok && tokens.success) {
    return { idToken: tokens.data.id_token, refreshToken: tokens.data.refresh_token };
  }
  const refusal = TokenRefusal.safeParse(body).data;
  const reason =
    refusal === undefined ? `status ${answer.status}` : `${refusal.error} ${refusal.error_description ?? ''}`;
  throw new TokenRefused(`the issuer gave no token: ${reason.trim()}`);
};

export const redeemCode = (
  provider: OidcProvider,
  clientId: string,
  code: string,
  { redirectUri, verifier }: Attempt,
): Promise<Tokens> =>
  askTokens(provider, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });

export const refreshTokens = (provider: OidcProvider, clientId: string, refreshToken: string): Promise<Tokens> =>
  askTokens(provider, { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });

interface Expected {
  readonly clientId: string;
  /** The nonce of this sign-in; a refreshed token need not repeat it. */
  readonly nonce?: string;
  readonly clock: Clock;
}

/** https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation */
export const verifyIdToken = async (
  provider: OidcProvider,
  idToken: string,
  { clientId, nonce, clock }: Expected,
): Promise<Identity> => {
  const { sub, exp, email, ...claims } = await verifiedClaims(provider, idToken, clientId, clock);
  if (nonce !== undefined && claims.nonce !== nonce) {
    throw new Error('the ID token does not belong to this sign-in (its nonce differs): start the sign-in again');
  }
  if (claims.azp !== undefined && claims.azp !== clientId) {
    throw new Error(`the ID token was issued to another client (${claims.azp})`);
  }
  return { subject: sub, email, expiresAtSeconds: exp };
};

const verifiedClaims = async (
  { issuer, keys }: OidcProvider,
  idToken: string,
  clientId: string,
  clock: Clock,
): Promise<z.output<typeof Claims>> => {
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      issuer,
      audience: clientId,
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['sub', 'exp', 'iat'],
      currentDate: clock.now(),
      clockTolerance: skewSeconds,
    });
    return Claims.parse(payload);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the ID token of ${issuer} is not valid: ${reason}`, { cause });
  }
};

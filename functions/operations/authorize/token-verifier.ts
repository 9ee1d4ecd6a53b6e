import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import { assistantScope } from '#shared/contract/assistant-access.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { Secret } from '#shared/kernel/secret.ts';

export interface IssuerSettings {
  readonly issuer: string;
  /** An ID token for any of them is accepted: its `aud` says which client the person signed in to. */
  readonly clientIds: readonly string[];
  /**
   * The client whose access tokens are accepted for an assistant's tools. Without one no access token is. Every other
   * token of it is refused.
   */
  readonly assistantClientId?: string | undefined;
  /** Allows an issuer and its keys over http. Only the stage `local` does. */
  readonly allowHttp: boolean;
  readonly clock: Clock;
  /** For each of the two requests that find the keys. Default: 1.5 s. */
  readonly timeoutMilliseconds?: number;
}

/** The identity that the issuer confirms. No role is taken from it. */
export interface SignedIn {
  readonly issuer: string;
  readonly subject: string;
  /** Only if the issuer has verified the address. */
  readonly verifiedEmail: string | undefined;
  /** An assistant's access token, which is good for its tools alone. */
  readonly toolsOnly?: true;
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: z.unknown().optional(),
  /** Cognito marks access tokens with another value; they have no audience of ours and no address. */
  token_use: z.literal('id').optional(),
});

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
const AccessClaims = z.object({
  sub: Claims.shape.sub,
  token_use: z.literal('access'),
  client_id: z.string(),
  scope: z.string().transform((scope) => scope.split(' ')),
});

/** Finding the keys takes at most twice as long, which leaves the authorizer time for one call to the table. */
const defaultTimeoutMilliseconds = 1_500;
const skewSeconds = 5;
/** Asymmetric algorithms only: with a shared secret, a public key could be used to sign. */
const algorithms = ['RS256', 'ES256'];

/**
 * Verifies tokens of one issuer. Its keys are found by discovery at the first token and cached; jose reloads them when
 * they expire or an unknown key id appears.
 */
export const tokenVerifier = (settings: IssuerSettings) => {
  let keys: JWTVerifyGetKey | undefined;
  return async (token: Secret): Promise<SignedIn> => {
    keys ??= await discover(settings);
    try {
      return isAccessToken(token)
        ? await fromAccessToken(token, keys, settings)
        : await fromIdToken(token, keys, settings);
    } catch (error) {
      throw refusalOf(error);
    }
  };
};

/** Only says which of the two is verified. */
const isAccessToken = (token: Secret): boolean => decodeJwt(token.reveal())['token_use'] === 'access';

const expectedOf = ({ issuer, clock }: IssuerSettings) =>
  ({
    issuer,
    algorithms,
    currentDate: clock.now(),
    clockTolerance: skewSeconds,
    requiredClaims: ['sub', 'exp'],
  }) satisfies JWTVerifyOptions;

const fromIdToken = async (token: Secret, keys: JWTVerifyGetKey, settings: IssuerSettings): Promise<SignedIn> => {
  const { issuer, clientIds, assistantClientId } = settings;
  const verified = await jwtVerify(token.reveal(), keys, { ...expectedOf(settings), audience: [...clientIds] });
  // It has no scope and would open every route with the role of the person.
  if (assistantClientId !== undefined && namesClient(verified.payload, assistantClientId)) {
    throw new Error('an assistant sends access tokens, and this is none');
  }
  const claims = Claims.parse(verified.payload);
  return {
    issuer,
    subject: claims.sub,
    verifiedEmail: claims.email_verified === true ? claims.email : undefined,
  };
};

/** By its audience, its authorized party (OpenID Connect) or its `client_id` (RFC 9068). */
const namesClient = ({ aud, azp, client_id }: JWTPayload, clientId: string): boolean =>
  [aud, azp, client_id].flat().includes(clientId);

/** Cognito's access tokens have no audience of ours and no address: client and scope say what they are for. */
const fromAccessToken = async (token: Secret, keys: JWTVerifyGetKey, settings: IssuerSettings): Promise<SignedIn> => {
  const { issuer, assistantClientId } = settings;
  const claims = AccessClaims.parse((await jwtVerify(token.reveal(), keys, expectedOf(settings))).payload);
  if (assistantClientId === undefined || claims.client_id !== assistantClientId) {
    throw new Error('the access token was issued to another client');
  }
  if (!claims.scope.includes(assistantScope)) throw new Error(`the access token has no scope ${assistantScope}`);
  return { issuer, subject: claims.sub, verifiedEmail: undefined, toolsOnly: true };
};

const discover = async ({
  issuer,
  allowHttp,
  timeoutMilliseconds = defaultTimeoutMilliseconds,
}: IssuerSettings): Promise<JWTVerifyGetKey> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let found: z.output<typeof Discovery>;
  try {
    requireHttps(url, allowHttp);
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMilliseconds) });
    if (!answer.ok) throw new Error(`discovery answered ${answer.status}`);
    found = Discovery.parse(await answer.json());
    if (found.issuer !== issuer) throw new Error('the discovery document names another issuer');
    requireHttps(found.jwks_uri, allowHttp);
  } catch (cause) {
    throw new AppError('SignInUnavailable', 'the keys of the sign-in service could not be found', {}, { cause });
  }
  return createRemoteJWKSet(new URL(found.jwks_uri), {
    timeoutDuration: timeoutMilliseconds,
    cooldownDuration: 10_000,
  });
};

const requireHttps = (url: string, allowHttp: boolean): void => {
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && !(allowHttp && protocol === 'http:')) throw new Error('https is required');
};

/** The caller learns only that the token has expired or is not valid. */
const refusalOf = (cause: unknown): AppError => {
  if (cause instanceof errors.JWTExpired)
    return new AppError('Unauthenticated', 'the access token has expired', {}, { cause });
  const isKeyFailure = cause instanceof errors.JWKSTimeout || cause instanceof TypeError || isUnreadableKeySet(cause);
  return isKeyFailure
    ? new AppError('SignInUnavailable', 'the keys of the sign-in service could not be read', {}, { cause })
    : new AppError('Unauthenticated', 'the access token is not valid here', {}, { cause });
};

// jose reports this with its base class: "Expected 200 OK from the JSON Web Key Set HTTP response".
const isUnreadableKeySet = (error: unknown): boolean =>
  error instanceof errors.JWKSInvalid || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');

import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { Secret } from '#shared/kernel/secret.ts';

export interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Only on a machine of one's own: an issuer and keys by http. */
  readonly allowHttp: boolean;
  readonly clock: Clock;
}

/** Who signed in, as the issuer says. Nothing of it is a role. */
export interface SignedIn {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the issuer has proven that it is theirs. */
  readonly verifiedEmail: string | undefined;
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: z.unknown().optional(),
  /** Cognito marks an access token, which has no audience of ours and no address. */
  token_use: z.literal('id').optional(),
});

const timeoutMilliseconds = 3_000;
const skewSeconds = 5;
/** A key pair, never a shared secret: a public key can't be used to sign. */
const algorithms = ['RS256', 'ES256'];

/** Checks tokens of one issuer. Its keys are found by discovery at the first token and kept; jose reads them again when they age or a new one appears. */
export const tokenVerifier = (settings: IssuerSettings) => {
  let keys: JWTVerifyGetKey | undefined;
  return async (token: Secret): Promise<SignedIn> => {
    keys ??= await discover(settings);
    const { issuer, audience, clock } = settings;
    const expected = {
      issuer,
      audience,
      algorithms,
      currentDate: clock.now(),
      clockTolerance: skewSeconds,
      requiredClaims: ['sub', 'exp'],
    };
    try {
      const claims = Claims.parse((await jwtVerify(token.reveal(), keys, expected)).payload);
      return {
        issuer,
        subject: claims.sub,
        verifiedEmail: claims.email_verified === true ? claims.email : undefined,
      };
    } catch (error) {
      throw refusalOf(error);
    }
  };
};

const discover = async ({ issuer, allowHttp }: IssuerSettings): Promise<JWTVerifyGetKey> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let found: z.output<typeof Discovery>;
  try {
    secured(url, allowHttp);
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMilliseconds) });
    if (!answer.ok) throw new Error(`discovery answered ${answer.status}`);
    found = Discovery.parse(await answer.json());
    if (found.issuer !== issuer) throw new Error('discovery speaks of another issuer');
    secured(found.jwks_uri, allowHttp);
  } catch (cause) {
    throw new AppError('SignInUnavailable', 'the keys of the sign-in service could not be found', {}, { cause });
  }
  return createRemoteJWKSet(new URL(found.jwks_uri), {
    timeoutDuration: timeoutMilliseconds,
    cooldownDuration: 10_000,
  });
};

const secured = (url: string, allowHttp: boolean): void => {
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && !(allowHttp && protocol === 'http:')) throw new Error('https is wanted');
};

/** What a caller may know: that it expired, or that it is not valid. */
const refusalOf = (cause: unknown): AppError => {
  if (cause instanceof errors.JWTExpired)
    return new AppError('Unauthenticated', 'the access token has expired', {}, { cause });
  const notTheToken = cause instanceof errors.JWKSTimeout || cause instanceof TypeError || isUnreadableKeySet(cause);
  return notTheToken
    ? new AppError('SignInUnavailable', 'the keys of the sign-in service could not be read', {}, { cause })
    : new AppError('Unauthenticated', 'the access token is not valid here', {}, { cause });
};

// jose says so with its base class: "Expected 200 OK from the JSON Web Key Set HTTP response".
const isUnreadableKeySet = (error: unknown): boolean =>
  error instanceof errors.JWKSInvalid || (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');

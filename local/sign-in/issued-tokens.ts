import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Grant } from './grants.ts';

/** A token for an address lasts a working day; one from a sign-in as long as the user pool's. */
export const lifetimeSeconds = { email: 12 * 3600, signIn: 3600 };
const keyId = 'local';

interface TokenSettings {
  /** The address of the issuer, once it listens. */
  readonly issuer: () => string;
  /** The audience of a token for an address. */
  readonly defaultClientId: string;
  readonly now: () => Date;
}

/** Derived from the address, so that a database kept on disk recognizes a person after every start. */
const subjectOf = (email: string): string =>
  createHash('sha256').update(email.toLowerCase()).digest('base64url').slice(0, 22);

/** The key pair of the local issuer, created at each start, and what it signs. */
export const issuedTokens = async ({ issuer, defaultClientId, now }: TokenSettings) => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' };

  const sign = (email: string, audience: string, seconds: number, claims: object = {}): Promise<string> => {
    const issuedAt = Math.floor(now().getTime() / 1000);
    return new SignJWT({ ...claims, email, email_verified: true })
      .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
      .setIssuer(issuer())
      .setAudience(audience)
      .setSubject(subjectOf(email))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(privateKey);
  };

  return {
    publicJwk,
    tokenFor: (email: string): Promise<string> => sign(email, defaultClientId, lifetimeSeconds.email),
    idTokenOf: ({ email, clientId, nonce, signedInAt }: Grant): Promise<string> =>
      sign(email, clientId, lifetimeSeconds.signIn, {
        auth_time: Math.floor(signedInAt.getTime() / 1000),
        ...(nonce === undefined ? {} : { nonce }),
      }),
  };
};

export type IssuedTokens = Awaited<ReturnType<typeof issuedTokens>>;

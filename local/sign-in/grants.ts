import { createHash, randomBytes } from 'node:crypto';
import type { AuthorizationRequest } from './authorization-request.ts';

const codeLifetimeMilliseconds = 60_000;
/** As in the user pool of a deployed stage. */
const refreshLifetimeMilliseconds = 24 * 3600_000;

/** A person who signed in to a client. */
export interface Grant {
  readonly email: string;
  readonly clientId: string;
  readonly nonce: string | undefined;
  readonly signedInAt: Date;
}

interface StoredCode extends Grant {
  readonly redirectUri: string;
  readonly challenge: string;
}

const newSecret = (): string => randomBytes(32).toString('base64url');

/** S256: https://datatracker.ietf.org/doc/html/rfc7636#section-4.6 */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** The codes and refresh tokens of the local issuer. Their lifetimes follow the stack's clock. */
export const openGrants = (now: () => Date) => {
  const codes = new Map<string, StoredCode>();
  const refreshTokens = new Map<string, Grant>();
  const isOlder = (grant: Grant, milliseconds: number): boolean =>
    now().getTime() - grant.signedInAt.getTime() >= milliseconds;

  return {
    issueCode: (request: AuthorizationRequest, email: string): string => {
      const code = newSecret();
      codes.set(code, {
        email,
        clientId: request.client_id,
        nonce: request.nonce,
        signedInAt: now(),
        redirectUri: request.redirect_uri,
        challenge: request.code_challenge,
      });
      return code;
    },

    /** Undefined for a code that is unknown, used, expired, or of another client, address or verifier. */
    redeemCode: (form: URLSearchParams): Grant | undefined => {
      const code = form.get('code') ?? '';
      const stored = codes.get(code);
      // A code is valid once, also when the rest of the request is wrong.
      codes.delete(code);
      if (stored === undefined || isOlder(stored, codeLifetimeMilliseconds)) return undefined;
      const isTheSame =
        stored.clientId === form.get('client_id') &&
        stored.redirectUri === form.get('redirect_uri') &&
        stored.challenge === challengeOf(form.get('code_verifier') ?? '');
      return isTheSame ? stored : undefined;
    },

    issueRefreshToken: (grant: Grant): string => {
      const token = newSecret();
      refreshTokens.set(token, { ...grant, nonce: undefined });
      return token;
    },

    /** The refresh token stays valid until its end, as Cognito's does. */
    refresh: (form: URLSearchParams): Grant | undefined => {
      const grant = refreshTokens.get(form.get('refresh_token') ?? '');
      if (grant === undefined || grant.clientId !== form.get('client_id')) return undefined;
      return isOlder(grant, refreshLifetimeMilliseconds) ? undefined : grant;
    },
  };
};

export type Grants = ReturnType<typeof openGrants>;

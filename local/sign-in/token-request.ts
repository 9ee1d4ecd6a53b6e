import { z } from 'zod';
import type { Grant, Grants } from './grants.ts';

/** What the token endpoint was asked for. `email` is the short way of this issuer alone: no sign-in, any address. */
export type TokenRequest =
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'grant'; readonly grant: Grant; readonly isNew: boolean }
  /** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2 */
  | { readonly kind: 'refused'; readonly error: string; readonly description: string };

const EmailRequest = z.strictObject({ email: z.email() });

const refused = (error: string, description: string): TokenRequest => ({ kind: 'refused', error, description });

/** A form with a grant, or JSON with an address. */
export const readTokenRequest = (contentType: string, body: string, grants: Grants): TokenRequest =>
  contentType.startsWith('application/x-www-form-urlencoded') && body.includes('grant_type=')
    ? readGrant(new URLSearchParams(body), grants)
    : readEmail(body);

const readGrant = (form: URLSearchParams, grants: Grants): TokenRequest => {
  switch (form.get('grant_type')) {
    case 'authorization_code': {
      const grant = grants.redeemCode(form);
      return grant === undefined
        ? refused('invalid_grant', 'the code is not valid for this client, address and verifier')
        : { kind: 'grant', grant, isNew: true };
    }
    case 'refresh_token': {
      const grant = grants.refresh(form);
      return grant === undefined
        ? refused('invalid_grant', 'the refresh token is not valid for this client')
        : { kind: 'grant', grant, isNew: false };
    }
    default:
      return refused('unsupported_grant_type', 'authorization_code and refresh_token are supported');
  }
};

const readEmail = (body: string): TokenRequest => {
  try {
    return { kind: 'email', email: EmailRequest.parse(JSON.parse(body)).email };
  } catch {
    // Neither JSON nor an address: the refusal shows the expected body.
    return refused('invalid_request', 'the body must be {"email": "ada@example.com"}');
  }
};

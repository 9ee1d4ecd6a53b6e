import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { readBody } from '#local/runtime/http/read-body.ts';
import { type RegisteredClient, readAuthorizationRequest, withQuery } from './authorization-request.ts';
import type { Grants } from './grants.ts';
import { type IssuedTokens, lifetimeSeconds } from './issued-tokens.ts';
import { refusalPage, signInPage } from './sign-in-page.ts';
import { readTokenRequest } from './token-request.ts';

const bodyLimitBytes = 64 * 1024;

export interface Answer {
  readonly status: number;
  /** A page as text, everything else as JSON. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

const redirect = (location: string): Answer => ({ status: 303, body: '', headers: { location } });

const bodyOf = async (request: IncomingMessage): Promise<string> =>
  (await readBody(request, bodyLimitBytes))?.toString() ?? '';

/** The sign-in page, and what its form sends. */
export const answerAuthorize = async (
  request: IncomingMessage,
  query: URLSearchParams,
  { clients, grants, issuer }: { clients: readonly RegisteredClient[]; grants: Grants; issuer: string },
): Promise<Answer> => {
  const read = readAuthorizationRequest(query, clients);
  if (read.kind === 'stranger') return { status: 400, body: refusalPage(read.reason) };
  if (read.kind === 'mistake') return redirect(read.redirectTo);
  const { redirect_uri: redirectUri, state, login_hint: hint = '' } = read.request;
  if (request.method !== 'POST') return { status: 200, body: signInPage(hint) };
  const given = new URLSearchParams(await bodyOf(request)).get('email') ?? '';
  const email = z.email().safeParse(given);
  if (!email.success) return { status: 400, body: signInPage(given) };
  const code = grants.issueCode(read.request, email.data);
  return redirect(withQuery(redirectUri, { code, state, iss: issuer }));
};

/** The token endpoint. The access token is the ID token too: the API of the stage takes ID tokens. */
export const answerToken = async (request: IncomingMessage, grants: Grants, tokens: IssuedTokens): Promise<Answer> => {
  const asked = readTokenRequest(request.headers['content-type'] ?? '', await bodyOf(request), grants);
  if (asked.kind === 'refused') {
    return { status: 400, body: { error: asked.error, error_description: asked.description } };
  }
  if (asked.kind === 'email') {
    const token = await tokens.tokenFor(asked.email);
    return { status: 200, body: { ...bearer(token, lifetimeSeconds.email), token } };
  }
  const signedIn = bearer(await tokens.idTokenOf(asked.grant), lifetimeSeconds.signIn);
  if (!asked.isNew) return { status: 200, body: signedIn };
  return { status: 200, body: { ...signedIn, refresh_token: grants.issueRefreshToken(asked.grant) } };
};

const bearer = (token: string, seconds: number) => ({
  access_token: token,
  id_token: token,
  token_type: 'Bearer',
  expires_in: seconds,
});

import { z } from 'zod';

/** A client that is registered with the local issuer. All are public clients. */
export interface RegisteredClient {
  readonly clientId: string;
  /** Compared as a whole, as Cognito does. */
  readonly redirectUris: readonly string[];
}

/** Code with PKCE only. https://datatracker.ietf.org/doc/html/rfc7636#section-4.3 */
const AuthorizationRequest = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().refine((scope) => scope.split(' ').includes('openid'), 'scope must contain openid'),
  state: z.string().min(1).max(1024),
  nonce: z.string().min(1).max(1024).optional(),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
  login_hint: z.string().max(320).optional(),
});
export type AuthorizationRequest = z.output<typeof AuthorizationRequest>;

export type ReadRequest =
  | { readonly kind: 'valid'; readonly request: AuthorizationRequest }
  /** The client or its address is not registered: nobody is sent there. */
  | { readonly kind: 'stranger'; readonly reason: string }
  /** The client learns about its mistake. https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1 */
  | { readonly kind: 'mistake'; readonly redirectTo: string };

/** Reads the query of the authorization endpoint. A parameter that is given twice is refused. */
export const readAuthorizationRequest = (query: URLSearchParams, clients: readonly RegisteredClient[]): ReadRequest => {
  const client = clients.find(({ clientId }) => clientId === query.get('client_id'));
  if (client === undefined) return { kind: 'stranger', reason: `there is no client ${query.get('client_id')}` };
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!client.redirectUris.includes(redirectUri)) {
    return { kind: 'stranger', reason: `the address ${redirectUri} is not registered for ${client.clientId}` };
  }
  const names = [...query.keys()];
  const parsed = AuthorizationRequest.safeParse(Object.fromEntries(query));
  if (parsed.success && new Set(names).size === names.length) return { kind: 'valid', request: parsed.data };
  const field = parsed.success ? 'a parameter given twice' : String(parsed.error.issues[0]?.path[0]);
  return {
    kind: 'mistake',
    redirectTo: withQuery(redirectUri, {
      error: 'invalid_request',
      error_description: `not as this issuer requires it: ${field}`,
      state: query.get('state') ?? '',
    }),
  };
};

export const withQuery = (address: string, values: Readonly<Record<string, string>>): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(values)) if (value !== '') url.searchParams.set(name, value);
  return url.href;
};

import type { GatewayEvent } from './gateway-event.ts';

/** The fields of a request that CORS depends on. */
export interface RequestOrigin {
  readonly headers: GatewayEvent['headers'];
  readonly requestContext: { readonly http: GatewayEvent['requestContext']['http'] };
}

/** Methods and headers that pages of other origins may use. */
const allowances = {
  'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE',
  'access-control-allow-headers': 'authorization,content-type,idempotency-key,if-none-match',
  'access-control-max-age': '600',
} as const;

export const isPreflight = (event: RequestOrigin): boolean =>
  event.requestContext.http.method === 'OPTIONS' && event.headers['access-control-request-method'] !== undefined;

/**
 * Returns an allowed origin by name, never `*`. Any other origin gets no header, so its browser refuses the response.
 */
export const corsHeaders = (event: RequestOrigin, allowed: readonly string[]): Record<string, string> => {
  const origin = event.headers['origin'];
  if (origin === undefined || !allowed.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'etag,link,retry-after,ratelimit,ratelimit-policy,location',
    ...(isPreflight(event) ? allowances : {}),
  };
};

/** Every function of the API gets this variable, whether or not its contract asks for it. */
export const allowedOrigins = (): string[] =>
  (process.env['CORS_ORIGINS'] ?? '')
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');

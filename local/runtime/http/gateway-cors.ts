import type { IncomingMessage } from 'node:http';

export interface CorsRules {
  readonly AllowOrigins: readonly string[];
  readonly AllowMethods: readonly string[];
  readonly AllowHeaders: readonly string[];
  readonly ExposeHeaders: readonly string[];
  readonly MaxAge?: number | undefined;
  readonly AllowCredentials: boolean;
}

const allowedOrigin = (rules: CorsRules, origin: string): string | undefined => {
  if (rules.AllowOrigins.includes('*')) return '*';
  return rules.AllowOrigins.includes(origin) ? origin : undefined;
};

const shared = (rules: CorsRules, origin: string): Record<string, string> | undefined => {
  const allowed = allowedOrigin(rules, origin);
  if (allowed === undefined) return undefined;
  return {
    'access-control-allow-origin': allowed,
    ...(allowed === '*' ? {} : { vary: 'Origin' }),
    ...(rules.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
};

export const isPreflight = (request: IncomingMessage): boolean =>
  request.method === 'OPTIONS' &&
  request.headers.origin !== undefined &&
  request.headers['access-control-request-method'] !== undefined;

/**
 * Headers of the response to a preflight. An origin that is not allowed gets none, and the browser blocks the request.
 */
export const preflightHeaders = (rules: CorsRules, request: IncomingMessage): Record<string, string> => {
  const headers = shared(rules, request.headers.origin ?? '');
  if (headers === undefined) return {};
  return {
    ...headers,
    'access-control-allow-methods': rules.AllowMethods.join(','),
    'access-control-allow-headers': rules.AllowHeaders.join(','),
    ...(rules.MaxAge === undefined ? {} : { 'access-control-max-age': String(rules.MaxAge) }),
  };
};

/** Headers of every other response to an allowed origin. As in API Gateway, they replace those of the function. */
export const corsHeaders = (rules: CorsRules | undefined, origin: string | undefined): Record<string, string> => {
  if (rules === undefined || origin === undefined) return {};
  const headers = shared(rules, origin);
  if (headers === undefined) return {};
  const exposed =
    rules.ExposeHeaders.length === 0 ? {} : { 'access-control-expose-headers': rules.ExposeHeaders.join(',') };
  return { ...headers, ...exposed };
};

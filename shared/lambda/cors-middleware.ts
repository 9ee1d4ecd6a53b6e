import type middy from '@middy/core';
import { Environment } from './function-environment.ts';
import { type GatewayAnswer, GatewayEvent } from './gateway-event.ts';

/** Methods and headers that pages of other origins may use. */
const allowances = {
  'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE',
  'access-control-allow-headers': 'authorization,content-type,idempotency-key,if-none-match',
  'access-control-max-age': '600',
} as const;

export const isPreflight = (event: GatewayEvent): boolean =>
  event.requestContext.http.method === 'OPTIONS' && event.headers['access-control-request-method'] !== undefined;

/**
 * Returns an allowed origin by name, never `*`. Any other origin gets no header, so its browser refuses the response.
 */
export const corsHeaders = (event: GatewayEvent, allowed: readonly string[]): Record<string, string> => {
  const origin = event.headers['origin'];
  if (origin === undefined || !allowed.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'etag,retry-after,ratelimit,ratelimit-policy,location',
    ...(isPreflight(event) ? allowances : {}),
  };
};

/** Every function of the API gets this variable, whether or not its contract asks for it. */
const allowedOrigins = (): string[] =>
  (Environment.shape.CORS_ORIGINS.optional().parse(process.env['CORS_ORIGINS']) ?? '')
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');

export const corsMiddleware = (): middy.MiddlewareObj<unknown, GatewayAnswer, Error> => {
  const add: middy.MiddlewareFn<unknown, GatewayAnswer, Error> = (request) => {
    const { data: event } = GatewayEvent.safeParse(request.event);
    if (event === undefined || !request.response) return;
    const headers = { ...request.response.headers, ...corsHeaders(event, allowedOrigins()) };
    request.response = { ...request.response, headers };
  };
  return { after: add, onError: add };
};

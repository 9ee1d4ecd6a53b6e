import type middy from '@middy/core';
import { allowedOrigins, corsHeaders } from './cors-headers.ts';
import { type GatewayAnswer, GatewayEvent } from './gateway-event.ts';

export const corsMiddleware = (): middy.MiddlewareObj<unknown, GatewayAnswer, Error> => {
  const add: middy.MiddlewareFn<unknown, GatewayAnswer, Error> = (request) => {
    const { data: event } = GatewayEvent.safeParse(request.event);
    if (event === undefined || !request.response) return;
    const headers = { ...request.response.headers, ...corsHeaders(event, allowedOrigins()) };
    request.response = { ...request.response, headers };
  };
  return { after: add, onError: add };
};

import type middy from '@middy/core';
import { refusalOf } from './gateway-answer.ts';
import type { GatewayAnswer } from './gateway-event.ts';
import { GatewayEvent } from './gateway-event.ts';

/** Turns every failure into problem details. */
export const problems = (): middy.MiddlewareObj<unknown, GatewayAnswer, Error> => ({
  onError: (request) => {
    const { data } = GatewayEvent.safeParse(request.event);
    request.response = refusalOf(request.error, data?.requestContext.requestId ?? 'unknown');
  },
});

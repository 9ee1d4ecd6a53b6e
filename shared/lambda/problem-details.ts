import type middy from '@middy/core';
import type { GatewayAnswer } from './gateway-event.ts';
import { GatewayEvent } from './gateway-event.ts';
import { toProblemAnswer } from './problem-answer.ts';

/** Turns every failure into a response with problem details. */
export const problemDetails = (): middy.MiddlewareObj<unknown, GatewayAnswer, Error> => ({
  onError: (request) => {
    const { data } = GatewayEvent.safeParse(request.event);
    request.response = toProblemAnswer(request.error, data?.requestContext.requestId ?? 'unknown');
  },
});

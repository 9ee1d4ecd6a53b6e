import type middy from '@middy/core';
import type { ApiContract } from '#shared/contract/function-contract.ts';
import { findOperation } from './find-operation.ts';
import { type GatewayAnswer, GatewayEvent } from './gateway-event.ts';
import { reportRequest } from './request-report.ts';

/** Reports every request: the operation, the status and the duration. */
export const requestMetrics = (contract: ApiContract): middy.MiddlewareObj<unknown, GatewayAnswer, Error> => {
  const startedAt = new WeakMap<object, number>();
  const report: middy.MiddlewareFn<unknown, GatewayAnswer, Error> = (request) => {
    const { event, error, response } = request;
    const { data } = GatewayEvent.safeParse(event);
    reportRequest({
      operation: data === undefined ? undefined : findOperation(contract.operations, data)?.name,
      requestId: data?.requestContext.requestId,
      status: response?.statusCode ?? 500,
      durationMilliseconds: Math.round(performance.now() - (startedAt.get(request) ?? performance.now())),
      error,
    });
  };
  return {
    before: (request) => {
      startedAt.set(request, performance.now());
    },
    after: report,
    onError: report,
  };
};

import type middy from '@middy/core';
import { isAppError } from '#shared/kernel/errors.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { metrics } from '#shared/telemetry/metric-emitter.ts';
import { findOperation } from './find-operation.ts';
import type { ApiContract } from './function-contract.ts';
import { type GatewayAnswer, GatewayEvent } from './gateway-event.ts';

/** Writes one log line and two metrics per request: the operation, the status and the duration. */
export const requestMetrics = (contract: ApiContract): middy.MiddlewareObj<unknown, GatewayAnswer, Error> => {
  const startedAt = new WeakMap<object, number>();
  const report: middy.MiddlewareFn<unknown, GatewayAnswer, Error> = (request) => {
    const { event, error, response } = request;
    const { data } = GatewayEvent.safeParse(event);
    const durationMilliseconds = Math.round(performance.now() - (startedAt.get(request) ?? performance.now()));
    const status = response?.statusCode ?? 500;
    const about = {
      operation: data === undefined ? undefined : findOperation(contract.operations, data)?.name,
      requestId: data?.requestContext.requestId,
      status,
      durationMilliseconds,
      ...(isAppError(error) ? { code: error.code } : {}),
    };
    if (status >= 500) logger.error('a request failed', about, error ?? undefined);
    else logger.info('a request was answered', about);
    metrics.count('apiRequests', 1, { outcome: `${Math.floor(status / 100)}xx` });
    if (isAppError(error, 'AuditUnavailable')) metrics.count('auditFailures');
    metrics.milliseconds('apiDurationMilliseconds', durationMilliseconds);
  };
  return {
    before: (request) => {
      startedAt.set(request, performance.now());
    },
    after: report,
    onError: report,
  };
};

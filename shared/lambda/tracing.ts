import type middy from '@middy/core';
import { tracer } from '#shared/telemetry/tracer.ts';

/**
 * Adds a subsegment around the handler. The middleware of Powertools would add responses and error messages to the
 * trace, and those may contain customer data.
 */
export const tracing = (): middy.MiddlewareObj => {
  const open = new WeakMap<object, () => void>();
  const close: middy.MiddlewareFn = (request) => open.get(request)?.();
  return {
    before: (request) => {
      const lambda = tracer.isTracingEnabled() ? tracer.getSegment() : undefined;
      if (lambda === undefined) return;
      const handler = lambda.addNewSubsegment('handler');
      tracer.setSegment(handler);
      tracer.annotateColdStart();
      open.set(request, () => {
        handler.close();
        tracer.setSegment(lambda);
      });
    },
    after: close,
    onError: close,
  };
};

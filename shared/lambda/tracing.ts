import type middy from '@middy/core';
import { tracer } from '#shared/telemetry/tracer.ts';

/**
 * A subsegment around the handler. Powertools' own middleware would keep answers and messages of errors in the trace, and those may hold what was read.
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

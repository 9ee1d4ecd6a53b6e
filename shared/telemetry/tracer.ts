import { Tracer } from '@aws-lambda-powertools/tracer';

/** Off where X-Ray is not available. Responses are never captured, because they may contain the body of an e-mail. */
export const tracer = new Tracer({ serviceName: 'vectis', captureHTTPsRequests: false });

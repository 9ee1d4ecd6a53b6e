import { Tracer } from '@aws-lambda-powertools/tracer';

/** Off where X-Ray is not there. Answers are never captured: they may hold a body of a mail. */
export const tracer = new Tracer({ serviceName: 'vectis', captureHTTPsRequests: false });

import { etagOf, matchesEtag } from '#shared/api/etag.ts';
import { internalProblem, type Problem, problemOf } from '#shared/api/problem.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { Operation } from './function-contract.ts';
import type { GatewayAnswer, GatewayEvent } from './gateway-event.ts';

/** API Gateway's limit is 10 MB and Lambda's is 6 MB; the API promises 5 MB. */
const largestAnswerBytes = 5_000_000;

const security = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'authorization, origin',
} as const;

/** The response of an operation in API Gateway's form, with an ETag where it may be cached. */
export const toAnswer = (
  operation: Operation,
  event: GatewayEvent,
  answer: { readonly body: unknown; readonly headers?: Readonly<Record<string, string>> | undefined },
): GatewayAnswer => {
  const headers: Record<string, string> = {
    ...security,
    'cache-control': operation.sensitive ? 'no-store' : 'private, no-cache',
    ...answer.headers,
  };
  if (operation.response.body === undefined) return { statusCode: operation.response.status, headers };
  const body = JSON.stringify(answer.body);
  if (Buffer.byteLength(body) > largestAnswerBytes) throw new Error('an answer is over 5 MB: its list must page');
  if (operation.route.startsWith('GET ') && !operation.sensitive) {
    headers['etag'] = etagOf(body);
    if (matchesEtag(event.headers['if-none-match'], headers['etag'])) return { statusCode: 304, headers };
  }
  headers['content-type'] ??= 'application/json';
  return { statusCode: operation.response.status, headers, body };
};

const problemAnswer = (problem: Problem, headers: Readonly<Record<string, string>> = {}): GatewayAnswer => ({
  statusCode: problem.status,
  headers: {
    ...security,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    ...headers,
  },
  body: JSON.stringify(problem),
});

/** Any failure as problem details. An error that is not an `AppError` becomes `internal` and discloses nothing else. */
export const toProblemAnswer = (error: unknown, requestId: string): GatewayAnswer => {
  if (!isAppError(error)) return problemAnswer(internalProblem(requestId));
  const { retryAfterSeconds, headers } = error.details;
  return problemAnswer(problemOf(error, requestId), {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }),
    ...(error.code === 'Unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
    ...headers,
  });
};

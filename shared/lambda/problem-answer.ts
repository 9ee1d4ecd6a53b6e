import type { Problem } from '#shared/api/problem.ts';
import { internalProblem, problemOf } from '#shared/api/problem-of-error.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { GatewayAnswer } from './gateway-event.ts';
import { securityHeaders } from './security-headers.ts';

const problemAnswer = (problem: Problem, headers: Readonly<Record<string, string>> = {}): GatewayAnswer => ({
  statusCode: problem.status,
  headers: {
    ...securityHeaders,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
    ...headers,
  },
  body: JSON.stringify(problem),
});

/** Any failure as problem details. An error that is not an `AppError` becomes `internal` and discloses nothing else. */
export const toProblemAnswer = (error: unknown, requestId: string): GatewayAnswer => {
  if (!isAppError(error)) return problemAnswer(internalProblem(requestId));
  const problem = problemOf(error, requestId);
  const { retryAfterSeconds } = problem;
  return problemAnswer(problem, {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }),
    ...(error.code === 'Unauthenticated' ? { 'www-authenticate': 'Bearer' } : {}),
    ...error.details.headers,
  });
};

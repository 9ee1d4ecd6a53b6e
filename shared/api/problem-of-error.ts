import { type AppError, type ErrorCode, errorDefinition, publicCode } from '#shared/kernel/errors.ts';
import { nextStep } from '#shared/kernel/next-step.ts';
import type { Problem } from './problem.ts';

/** The wait after a failure of a service that does not say how long it lasts. */
const defaultRetryAfterSeconds = 5;

const typeOf = (code: ErrorCode): string => `https://vectis.example/problems/${publicCode(code)}`;

/**
 * `detail` says what was received and what was expected, or what to do about a refusal by Microsoft. It never contains
 * a secret.
 */
export const problemOf = (error: AppError, requestId: string): Problem => {
  const { http, title } = errorDefinition(error.code);
  const { pointers, needs, answeredId } = error.details;
  const retryAfterSeconds = error.details.retryAfterSeconds ?? (http === 503 ? defaultRetryAfterSeconds : undefined);
  return {
    type: typeOf(error.code),
    title,
    status: http,
    detail: nextStep(error),
    code: publicCode(error.code),
    requestId,
    ...(pointers === undefined ? {} : { errors: pointers.map((at) => ({ ...at })) }),
    ...(needs === undefined ? {} : { needs: [...needs] }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(typeof answeredId === 'string' ? { answeredId } : {}),
  };
};

/** The problem details of a bug of ours. They say only how to find the failure in the log. */
export const internalProblem = (requestId: string): Problem => ({
  type: typeOf('Internal'),
  title: errorDefinition('Internal').title,
  status: errorDefinition('Internal').http,
  detail: 'the request id helps us to find what happened',
  code: publicCode('Internal'),
  requestId,
});

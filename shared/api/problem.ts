import { z } from 'zod';
import { type AppError, type ErrorCode, errorDefinition, publicCode } from '#shared/kernel/errors.ts';
import { nextStep } from '#shared/kernel/next-step.ts';

const typeOf = (code: ErrorCode): string => `https://vectis.example/problems/${publicCode(code)}`;

/**
 * Problem details (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457). `errors` points into an invalid request; `needs`
 * names the missing scopes or plans.
 */
export const Problem = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          in: z.enum(['path', 'query', 'body']).optional(),
          pointer: z.string(),
          /** The line of an uploaded table, counted from 1. A table has no JSON to point into. */
          line: z.number().int().positive().optional(),
          detail: z.string(),
        }),
      )
      .optional(),
    needs: z.array(z.string()).optional(),
    retryAfterSeconds: z.number().optional(),
    /** The id in the earlier response to the same idempotency key. */
    answeredId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;

/**
 * `detail` says what was received and what was expected, or what to do about a refusal by Microsoft. It never contains
 * a secret.
 */
export const problemOf = (error: AppError, requestId: string): Problem => {
  const { http, title } = errorDefinition(error.code);
  const { pointers, needs, retryAfterSeconds, answeredId } = error.details;
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

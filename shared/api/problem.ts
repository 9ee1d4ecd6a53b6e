import { z } from 'zod';
import { type AppError, type ErrorCode, errorDefinition, publicCode } from '#shared/kernel/errors.ts';
import { nextStep } from '#shared/kernel/next-step.ts';

const typeOf = (code: ErrorCode): string => `https://vectis.example/problems/${publicCode(code)}`;

/** RFC 9457. `errors` points into a request that is not valid; `needs` names scopes or plans that would help. */
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
          /** Of a table that was sent, from 1; then there is nothing to point into. */
          line: z.number().int().positive().optional(),
          detail: z.string(),
        }),
      )
      .optional(),
    needs: z.array(z.string()).optional(),
    retryAfterSeconds: z.number().optional(),
    /** The id that an earlier answer to the same idempotency key held. */
    answeredId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;

/** The `detail` says what was got and what was wanted, or what to do about what Microsoft refused: written by us, without a secret. */
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

/** For what is our own mistake: it says nothing but where to look. */
export const internalProblem = (requestId: string): Problem => ({
  type: typeOf('Internal'),
  title: errorDefinition('Internal').title,
  status: errorDefinition('Internal').http,
  detail: 'the request id helps us to find what happened',
  code: publicCode('Internal'),
  requestId,
});

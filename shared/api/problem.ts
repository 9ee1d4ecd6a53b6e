import { z } from 'zod';

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
          in: z.enum(['path', 'query', 'body', 'header']).optional(),
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
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457).' });
export type Problem = z.output<typeof Problem>;

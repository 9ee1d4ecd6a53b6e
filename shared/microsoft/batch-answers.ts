import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import type { BatchAnswer, BatchRequest } from '#shared/surfaces/define-surface.ts';
import { classifyGraph } from './classify.ts';
import { headersFor } from './request-headers.ts';
import { relativeUrl } from './request-url.ts';
import { isMailboxRequest } from './throttle-windows.ts';

const Responses = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});
/** One answer within a batch. */
export type BatchResponse = z.output<typeof Responses>['responses'][number];

const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

const headersOf = ({ headers }: BatchResponse) => ({
  get: (name: string): string | null => {
    const [, value] = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name) ?? [];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  },
});

/** Judged alone: the 200 of the batch says nothing about what is in it. */
export const toBatchAnswer = (request: BatchRequest, inner: BatchResponse, now: Date): BatchAnswer => {
  if (inner.status >= 200 && inner.status < 300) return { id: request.id, ok: true, body: inner.body };
  const refusal = {
    status: inner.status,
    headers: headersOf(inner),
    body: inner.body,
    inMailbox: isMailboxRequest(request),
  };
  return { id: request.id, ok: false, error: classifyGraph(refusal, now) };
};

/** By the place in the batch; an answer to nothing, or a second one, is not to be trusted. */
export const answersByPosition = (body: unknown, asked: number): ReadonlyMap<string, BatchResponse> => {
  const parsed = Responses.safeParse(body);
  if (!parsed.success) throw malformed('a batch must answer with a list called responses');
  const answers = new Map<string, BatchResponse>();
  for (const inner of parsed.data.responses) {
    const place = Number(inner.id);
    if (!Number.isInteger(place) || place < 1 || place > asked) throw malformed('a batch answered what was not asked');
    if (answers.has(inner.id)) throw malformed('a batch answered one request twice');
    answers.set(inner.id, inner);
  }
  return answers;
};

export const batchBody = (requests: readonly BatchRequest[]): string =>
  JSON.stringify({
    requests: requests.map((request, index) => {
      const headers = headersFor(request);
      const hasHeaders = Object.keys(headers).length > 0;
      return { id: String(index + 1), method: 'GET', url: relativeUrl(request), ...(hasHeaders && { headers }) };
    }),
  });

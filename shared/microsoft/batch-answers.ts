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

/** Each inner response is classified alone: the 200 of the batch says nothing about it. */
export const toBatchAnswer = (request: BatchRequest, response: BatchResponse, now: Date): BatchAnswer => {
  if (response.status >= 200 && response.status < 300) return { id: request.id, ok: true, body: response.body };
  const errorResponse = {
    status: response.status,
    headers: headersOf(response),
    body: response.body,
    inMailbox: isMailboxRequest(request),
  };
  return { id: request.id, ok: false, error: classifyGraph(errorResponse, now) };
};

/**
 * Answers by their position in the batch. An answer to an unknown position, or a second answer to one, makes the batch
 * malformed.
 */
export const answersByPosition = (body: unknown, requestCount: number): ReadonlyMap<string, BatchResponse> => {
  const parsed = Responses.safeParse(body);
  if (!parsed.success) throw malformed('a batch must answer with a list called responses');
  const answers = new Map<string, BatchResponse>();
  for (const response of parsed.data.responses) {
    const position = Number(response.id);
    if (!Number.isInteger(position) || position < 1 || position > requestCount)
      throw malformed('a batch answered a request that it does not contain');
    if (answers.has(response.id)) throw malformed('a batch answered one request twice');
    answers.set(response.id, response);
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

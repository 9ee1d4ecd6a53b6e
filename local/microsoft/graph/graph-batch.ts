import { z } from 'zod';
import type { Answer } from '../http-answer.ts';
import { drawOf } from '../random.ts';
import type { Simulation } from '../simulation.ts';
import { dispatch, type IncomingRequest } from './dispatch.ts';
import { badRequest } from './graph-errors.ts';
import { okAnswer } from './graph-resource.ts';

/** https://learn.microsoft.com/graph/json-batching */
const maxRequests = 20;

const BatchBody = z.object({
  requests: z.array(
    z.object({
      id: z.string().min(1),
      method: z.string(),
      url: z.string().min(1),
      headers: z.record(z.string(), z.string()).optional(),
      dependsOn: z.array(z.string()).optional(),
    }),
  ),
});
type Inner = z.output<typeof BatchBody>['requests'][number];

interface InnerAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Answers each request of a batch separately, in an order that differs from that of the requests. */
export const answerBatch = (simulation: Simulation, outer: IncomingRequest, text: string): Answer => {
  const now = simulation.clock.now();
  const requests = readRequests(text);
  if (requests === undefined) return badRequest('Invalid batch payload format.', now);
  if (requests.length > maxRequests) {
    return badRequest(`Number of batch request steps exceeds the maximum value of ${maxRequests}.`, now);
  }
  if (new Set(requests.map(({ id }) => id)).size < requests.length)
    return badRequest('Duplicate request id found.', now);
  const answers = new Map<string, InnerAnswer>();
  for (const inner of requests) answers.set(inner.id, answerInner(simulation, outer, inner, answers));
  return okAnswer({ responses: [...answers.values()].toSorted(byDraw) }, { 'content-type': 'application/json' });
};

const readRequests = (text: string): readonly Inner[] | undefined => {
  try {
    return BatchBody.safeParse(JSON.parse(text)).data?.requests;
  } catch {
    return undefined; // not JSON: the caller refuses it
  }
};

const byDraw = (left: InnerAnswer, right: InnerAnswer): number => drawOf(left.id) - drawOf(right.id);

const answerInner = (
  simulation: Simulation,
  outer: IncomingRequest,
  { id, method, url, headers, dependsOn }: Inner,
  answered: ReadonlyMap<string, InnerAnswer>,
): InnerAnswer => {
  const failed = (dependsOn ?? []).some((dependency) => (answered.get(dependency)?.status ?? 424) >= 400);
  if (failed) return { id, status: 424, headers: {}, body: { error: { code: 'FailedDependency', message: '' } } };
  const { pathname, search } = new URL(url.startsWith('/') ? url : `/${url}`, 'https://graph.microsoft.com');
  const lowered = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const request: IncomingRequest = { ...outer, method, path: pathname, search, headers: Object.fromEntries(lowered) };
  const { answer, release } = dispatch(simulation, request);
  release?.();
  return {
    id,
    status: answer.status,
    headers: { 'Content-Type': 'application/json', ...answer.headers },
    body: answer.body,
  };
};

/** Removes one answer of a batch, or repeats one. */
export const corruptBatch = (answer: Answer, how: 'drop' | 'duplicate' | undefined): Answer => {
  const { body } = answer;
  if (how === undefined || typeof body !== 'object' || body === null || !('responses' in body)) return answer;
  const responses = Array.isArray(body.responses) ? body.responses : [];
  return {
    ...answer,
    body: { responses: how === 'drop' ? responses.slice(1) : [...responses, ...responses.slice(0, 1)] },
  };
};

import { z } from 'zod';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { BatchAnswer, BatchRequest } from '#shared/surfaces/define-surface.ts';
import { relativeUrl } from './address.ts';
import { classifyGraph } from './classify.ts';
import type { GraphClient } from './graph-client.ts';
import { heed, type Pace, waitForWindows } from './patience.ts';
import { headersFor } from './request-headers.ts';
import { attempts, backoffSeconds, isTransient } from './retry.ts';
import { bucketsOf, isMailboxRequest, throttleDomainOf } from './throttle.ts';

/** https://learn.microsoft.com/graph/json-batching */
const most = 20;

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
type Inner = z.output<typeof Responses>['responses'][number];

interface Pending {
  readonly request: BatchRequest;
  attempt: number;
}

const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

/** One version a batch, and one request to Conditional Access, which takes one a second. The rest keeps its order. */
const nextOf = (pending: readonly Pending[]): Pending[] => {
  const version = pending[0]?.request.version ?? 'v1.0';
  let hasSlow = false;
  const chosen = pending.filter(({ request }) => {
    if ((request.version ?? 'v1.0') !== version) return false;
    const isSlow = throttleDomainOf(request) === 'conditional-access';
    if (isSlow && hasSlow) return false;
    hasSlow ||= isSlow;
    return true;
  });
  return chosen.slice(0, most);
};

const headersOf = ({ headers }: Inner) => ({
  get: (name: string): string | null => {
    const [, value] = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name) ?? [];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  },
});

/** Judged alone: the 200 of the batch says nothing about what is in it. */
const judged = (request: BatchRequest, inner: Inner, now: Date): BatchAnswer => {
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
const byPlace = (body: unknown, sent: readonly Pending[]): ReadonlyMap<string, Inner> => {
  const parsed = Responses.safeParse(body);
  if (!parsed.success) throw malformed('a batch must answer with a list called responses');
  const answers = new Map<string, Inner>();
  for (const inner of parsed.data.responses) {
    const place = Number(inner.id);
    if (!Number.isInteger(place) || place < 1 || place > sent.length)
      throw malformed('a batch answered what was not asked');
    if (answers.has(inner.id)) throw malformed('a batch answered one request twice');
    answers.set(inner.id, inner);
  }
  return answers;
};

const bodyOf = (chosen: readonly Pending[]): string =>
  JSON.stringify({
    requests: chosen.map(({ request }, index) => {
      const headers = headersFor(request);
      const hasHeaders = Object.keys(headers).length > 0;
      return { id: String(index + 1), method: 'GET', url: relativeUrl(request), ...(hasHeaders && { headers }) };
    }),
  });

export interface BatchParts {
  readonly client: GraphClient;
  readonly pace: Pace;
  readonly graphOrigin: string;
}

const sendBatch = async ({ client, graphOrigin }: BatchParts, chosen: readonly Pending[]) => {
  const version = chosen[0]?.request.version ?? 'v1.0';
  const answer = await client.send({
    method: 'POST',
    url: `${graphOrigin}/${version}/$batch`,
    headers: { 'content-type': 'application/json' },
    body: bodyOf(chosen),
    buckets: [...new Set(chosen.flatMap(({ request }) => bucketsOf(request)))],
    inMailbox: false,
  });
  return byPlace(answer, chosen);
};

/** What to do about one answer: hand it on, or send its request again, and only it. */
const settle = ({ pace }: BatchParts, pending: Pending, inner: Inner | undefined): BatchAnswer | 'again' => {
  const isLast = pending.attempt + 1 >= attempts;
  if (inner === undefined) {
    if (isLast) throw malformed('a batch left a request unanswered');
    return 'again';
  }
  const answer = judged(pending.request, inner, pace.clock.now());
  if (answer.ok) return answer;
  if (isAppError(answer.error, 'MicrosoftThrottled')) {
    const seconds = heed(pace, bucketsOf(pending.request), answer.error, pending.attempt);
    if (!isLast) return 'again';
    throw new AppError('MicrosoftThrottled', answer.error.message, { retryAfterSeconds: Math.ceil(seconds) });
  }
  const mayPass = isTransient(answer.error) || isAppError(answer.error, 'TokenRefused');
  return mayPass && !isLast ? 'again' : answer;
};

/**
 * Twenty at a time. Answers come as they do; throttled, failed and forgotten requests are sent again, nothing else is. A wait that does not fit is
 * thrown as `MicrosoftThrottled`: the rest was not read.
 */
export async function* inBatches(parts: BatchParts, requests: readonly BatchRequest[]): AsyncGenerator<BatchAnswer> {
  if (new Set(requests.map(({ id }) => id)).size !== requests.length) throw new Error('ids of a batch must differ');
  let pending: Pending[] = requests.map((request) => ({ request, attempt: 0 }));
  while (pending.length > 0) {
    const chosen = nextOf(pending);
    const answers = await sendBatch(parts, chosen);
    const again: Pending[] = [];
    for (const [index, each] of chosen.entries()) {
      const answer = settle(parts, each, answers.get(String(index + 1)));
      if (answer === 'again') again.push({ ...each, attempt: each.attempt + 1 });
      else yield answer;
    }
    const left = new Set(chosen);
    pending = [...again, ...pending.filter((each) => !left.has(each))];
    await breathe(parts.pace, again);
  }
}

/** Before anything is sent again: the window of what was throttled, or a while for what failed. */
const breathe = async (pace: Pace, again: readonly Pending[]): Promise<void> => {
  if (again.length === 0) return;
  const buckets = again.flatMap(({ request }) => bucketsOf(request));
  if (pace.throttle.waitSeconds(buckets) > 0) return waitForWindows(pace, buckets);
  await pace.sleep(backoffSeconds(Math.max(...again.map(({ attempt }) => attempt)), pace.random));
};

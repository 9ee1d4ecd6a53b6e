import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { BatchAnswer, BatchRequest } from '#shared/surfaces/define-surface.ts';
import { backoffSeconds, isTransient, maxAttempts } from './backoff.ts';
import { answersByPosition, type BatchResponse, batchBody, toBatchAnswer } from './batch-answers.ts';
import type { GraphClient } from './graph-client.ts';
import { bucketsOf, throttleDomainOf } from './throttle-windows.ts';
import { type RetryPolicy, respectRetryAfter, waitForThrottleWindows } from './with-retry.ts';

/** https://learn.microsoft.com/graph/json-batching */
const most = 20;

interface Pending {
  readonly request: BatchRequest;
  readonly attempt: number;
}

/** One version a batch, and one request to Conditional Access, which takes one a second. The rest keeps its order. */
const nextOf = (pending: readonly Pending[], size: number): Pending[] => {
  const version = pending[0]?.request.version ?? 'v1.0';
  let hasSlow = false;
  const chosen = pending.filter(({ request }) => {
    if ((request.version ?? 'v1.0') !== version) return false;
    const isSlow = throttleDomainOf(request) === 'conditional-access';
    if (isSlow && hasSlow) return false;
    hasSlow ||= isSlow;
    return true;
  });
  return chosen.slice(0, size);
};

export interface BatchParts {
  readonly client: GraphClient;
  readonly retryPolicy: RetryPolicy;
  readonly graphOrigin: string;
}

const sendBatch = async ({ client, graphOrigin }: BatchParts, chosen: readonly Pending[]) => {
  const version = chosen[0]?.request.version ?? 'v1.0';
  const answer = await client.send({
    method: 'POST',
    url: `${graphOrigin}/${version}/$batch`,
    headers: { 'content-type': 'application/json' },
    body: batchBody(chosen.map(({ request }) => request)),
    buckets: [...new Set(chosen.flatMap(({ request }) => bucketsOf(request)))],
    inMailbox: false,
  });
  return answersByPosition(answer, chosen.length);
};

/** What to do about one answer: hand it on, or send its request again, and only it. */
const toAnswer = (
  { retryPolicy }: BatchParts,
  pending: Pending,
  inner?: BatchResponse,
): BatchAnswer | 'failed' | 'throttled' => {
  const isLast = pending.attempt + 1 >= maxAttempts;
  if (inner === undefined) {
    if (isLast) throw new AppError('MicrosoftAnswerMalformed', 'a batch left a request unanswered');
    return 'failed';
  }
  const answer = toBatchAnswer(pending.request, inner, retryPolicy.clock.now());
  if (answer.ok) return answer;
  if (isAppError(answer.error, 'MicrosoftThrottled')) {
    const seconds = respectRetryAfter(retryPolicy, bucketsOf(pending.request), answer.error, pending.attempt);
    if (!isLast) return 'throttled';
    throw new AppError('MicrosoftThrottled', answer.error.message, { retryAfterSeconds: Math.ceil(seconds) });
  }
  const mayPass = isTransient(answer.error) || isAppError(answer.error, 'TokenRefused');
  return mayPass && !isLast ? 'failed' : answer;
};

/**
 * Twenty at a time. Answers come as they do; throttled, failed and forgotten requests are sent again, nothing else is. Where a service takes fewer at once
 * the next batch is as large as what it took. A wait that does not fit is thrown as `MicrosoftThrottled`: the rest was not read.
 */
export async function* sendInBatches(
  parts: BatchParts,
  requests: readonly BatchRequest[],
): AsyncGenerator<BatchAnswer> {
  if (new Set(requests.map(({ id }) => id)).size !== requests.length) throw new Error('ids of a batch must differ');
  let pending: Pending[] = requests.map((request) => ({ request, attempt: 0 }));
  let size = most;
  while (pending.length > 0) {
    const chosen = nextOf(pending, size);
    const answers = await sendBatch(parts, chosen);
    const failed: Pending[] = [];
    const throttled: Pending[] = [];
    for (const [index, each] of chosen.entries()) {
      const answer = toAnswer(parts, each, answers.get(String(index + 1)));
      if (answer === 'failed') failed.push({ ...each, attempt: each.attempt + 1 });
      else if (answer === 'throttled') throttled.push(each);
      else yield answer;
    }
    const again = [...failed, ...throttled.map((each) => behind(each, throttled.length === chosen.length))];
    const served = chosen.length - throttled.length;
    if (throttled.length > 0 && served > 0) size = served;
    const left = new Set(chosen);
    pending = [...again, ...pending.filter((each) => !left.has(each))];
    await breathe(parts.retryPolicy, again);
  }
}

/** Who waits while others of the batch are served has not failed; where nobody is served everybody has. */
const behind = (pending: Pending, nobodyWasServed: boolean): Pending =>
  nobodyWasServed ? { ...pending, attempt: pending.attempt + 1 } : pending;

/** Before anything is sent again: the window of what was throttled, or a while for what failed. */
const breathe = async (pace: RetryPolicy, again: readonly Pending[]): Promise<void> => {
  if (again.length === 0) return;
  const buckets = again.flatMap(({ request }) => bucketsOf(request));
  if (pace.throttle.waitSeconds(buckets) > 0) return waitForThrottleWindows(pace, buckets);
  await pace.sleep(backoffSeconds(Math.max(...again.map(({ attempt }) => attempt)), pace.random));
};

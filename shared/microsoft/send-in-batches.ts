import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { BatchAnswer, BatchRequest } from '#shared/surfaces/define-surface.ts';
import { backoffSeconds, isTransient, maxAttempts } from './backoff.ts';
import { answersByPosition, type BatchResponse, batchBody, toBatchAnswer } from './batch-answers.ts';
import type { GraphClient } from './graph-client.ts';
import { bucketsOf, throttleDomainOf } from './throttle-windows.ts';
import { type RetryPolicy, respectRetryAfter, waitForThrottleWindows } from './with-retry.ts';

/** https://learn.microsoft.com/graph/json-batching */
const maxRequests = 20;

interface Pending {
  readonly request: BatchRequest;
  readonly attempt: number;
}

/**
 * A batch has one API version and at most one request to Conditional Access, which takes one per second. The order is
 * kept otherwise.
 */
const nextBatch = (pending: readonly Pending[], size: number): Pending[] => {
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

/** Returns the answer, or says that its request must be sent again. */
const toAnswer = (
  { retryPolicy }: BatchParts,
  pending: Pending,
  response?: BatchResponse,
): BatchAnswer | 'failed' | 'throttled' => {
  const isLast = pending.attempt + 1 >= maxAttempts;
  if (response === undefined) {
    if (!isLast) return 'failed';
    const error = new AppError('MicrosoftAnswerMalformed', 'a batch left a request unanswered');
    return { id: pending.request.id, ok: false, error };
  }
  const answer = toBatchAnswer(pending.request, response, retryPolicy.clock.now());
  if (answer.ok) return answer;
  if (isAppError(answer.error, 'MicrosoftThrottled')) {
    const seconds = respectRetryAfter(retryPolicy, bucketsOf(pending.request), answer.error, pending.attempt);
    if (!isLast) return 'throttled';
    throw new AppError('MicrosoftThrottled', answer.error.message, { retryAfterSeconds: Math.ceil(seconds) });
  }
  const isRetryable = isTransient(answer.error) || isAppError(answer.error, 'TokenRefused');
  return isRetryable && !isLast ? 'failed' : answer;
};

/**
 * Sends at most 20 requests at a time and yields answers as they come. Only throttled, failed and unanswered requests
 * are sent again. Where a service accepts fewer at once, the next batch is as large as the number it accepted. Throws
 * `MicrosoftThrottled` where the wait exceeds the time left; the remaining requests were not read.
 */
export async function* sendInBatches(
  parts: BatchParts,
  requests: readonly BatchRequest[],
): AsyncGenerator<BatchAnswer> {
  if (new Set(requests.map(({ id }) => id)).size !== requests.length) throw new Error('ids of a batch must differ');
  let pending: Pending[] = requests.map((request) => ({ request, attempt: 0 }));
  let size = maxRequests;
  while (pending.length > 0) {
    const chosen = nextBatch(pending, size);
    const answers = await sendBatch(parts, chosen);
    const failed: Pending[] = [];
    const throttled: Pending[] = [];
    for (const [index, each] of chosen.entries()) {
      const answer = toAnswer(parts, each, answers.get(String(index + 1)));
      if (answer === 'failed') failed.push({ ...each, attempt: each.attempt + 1 });
      else if (answer === 'throttled') throttled.push(each);
      else yield answer;
    }
    const resend = [...failed, ...throttled.map((each) => afterThrottling(each, throttled.length === chosen.length))];
    const served = chosen.length - throttled.length;
    if (throttled.length > 0 && served > 0) size = served;
    const sent = new Set(chosen);
    pending = [...resend, ...pending.filter((each) => !sent.has(each))];
    await waitBeforeResending(parts.retryPolicy, resend);
  }
}

/**
 * A request that is throttled while others are served has not used an attempt. Where all are throttled, each of them
 * has.
 */
const afterThrottling = (pending: Pending, areAllThrottled: boolean): Pending =>
  areAllThrottled ? { ...pending, attempt: pending.attempt + 1 } : pending;

/** Waits before anything is sent again: for the throttle window, or for the backoff of failed requests. */
const waitBeforeResending = async (retryPolicy: RetryPolicy, resend: readonly Pending[]): Promise<void> => {
  if (resend.length === 0) return;
  const buckets = resend.flatMap(({ request }) => bucketsOf(request));
  if (retryPolicy.throttle.waitSeconds(buckets) > 0) return waitForThrottleWindows(retryPolicy, buckets);
  await retryPolicy.sleep(backoffSeconds(Math.max(...resend.map(({ attempt }) => attempt)), retryPolicy.random));
};

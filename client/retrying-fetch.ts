export interface RetryOptions {
  /** Attempts, the first one included. */
  readonly maxAttempts: number;
  /** A longer wait is not begun: the response is returned as it is. */
  readonly maxWaitSeconds: number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
}

const isTemporary = ({ status }: Response): boolean => status === 429 || status === 503;

/** Whether a second request does no more than the first one alone: a POST only with the key that says so. */
const isRepeatable = ({ method, headers }: Request): boolean => method !== 'POST' || headers.has('idempotency-key');

/** Seconds, or a date (RFC 9110, 10.2.3). Without the header, one second more each time. */
const waitSeconds = (response: Response, attempt: number, now: number): number => {
  const header = response.headers.get('retry-after');
  if (header === null) return attempt;
  if (/^\d+$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? attempt : Math.max(0, (at - now) / 1000);
};

/** Repeats a request that was answered 429 or 503, after the time that the response asks for. */
export const retryingFetch =
  (send: (request: Request) => Promise<Response>, { maxAttempts, maxWaitSeconds, wait, now }: RetryOptions) =>
  async (request: Request): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      // The body of a request can be read once, so each attempt sends a copy.
      const response = await send(request.clone());
      if (!isTemporary(response) || !isRepeatable(request) || attempt >= maxAttempts) return response;
      const seconds = waitSeconds(response, attempt, now());
      if (seconds > maxWaitSeconds) return response;
      await response.body?.cancel();
      await wait(seconds * 1000);
    }
  };

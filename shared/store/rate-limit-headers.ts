/** The state of a limit after one request. */
export interface RateLimitState {
  /** The name of the limit, as the contract of the operation declares it. */
  readonly policy: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until more are available. */
  readonly resetSeconds: number;
}

/**
 * The headers `RateLimit-Policy` and `RateLimit`.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-11
 */
export const rateLimitHeaders = (state: RateLimitState): Readonly<Record<string, string>> => {
  const { policy, limit, windowSeconds, remaining, resetSeconds } = state;
  return {
    'ratelimit-policy': `"${policy}";q=${limit};w=${windowSeconds}`,
    ratelimit: `"${policy}";r=${remaining};t=${Math.ceil(resetSeconds)}`,
  };
};

/**
 * A token bucket as in API Gateway: `burst` tokens, refilled at a steady rate. The returned function takes a token if
 * there is one.
 */
export const openTokenBucket = (
  limits: { readonly ratePerSecond: number; readonly burst: number } | undefined,
): (() => boolean) => {
  if (limits === undefined) return () => true;
  let tokens = limits.burst;
  let filledAt = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(limits.burst, tokens + ((now - filledAt) / 1000) * limits.ratePerSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
};

/**
 * A sliding window computed from the counts of two clock minutes: the previous minute counts in proportion to its part
 * that lies within the last 60 seconds. `allowed` is how many requests the current minute may contain at this instant.
 * `retryAfterSeconds` is when one more fits; 0 where it fits now.
 */
export const windowAllowance = (window: {
  readonly previous: number;
  readonly current: number;
  readonly elapsedSeconds: number;
  readonly limit: number;
  readonly windowSeconds: number;
}): { readonly allowed: number; readonly retryAfterSeconds: number } => {
  const { previous, current, elapsedSeconds, limit, windowSeconds } = window;
  const before = Math.min(previous, limit);
  const allowed = Math.floor(limit - before * (1 - elapsedSeconds / windowSeconds));
  if (current < allowed) return { allowed, retryAfterSeconds: 0 };
  // Either the weight of the previous minute becomes small enough within this minute…
  const fitsAt =
    current < limit ? secondThatFits(before, limit - current - 1, windowSeconds) : Number.POSITIVE_INFINITY;
  if (fitsAt < windowSeconds) return { allowed, retryAfterSeconds: fitsAt - elapsedSeconds };
  // …or the weight of this minute becomes small enough in the next one.
  const next = secondThatFits(Math.min(current, limit), limit - 1, windowSeconds);
  return { allowed, retryAfterSeconds: windowSeconds - elapsedSeconds + next };
};

/** The second of a window at which the weight of `before` is at most `room`. */
const secondThatFits = (before: number, room: number, windowSeconds: number): number =>
  before <= room ? 0 : windowSeconds * (1 - room / before);

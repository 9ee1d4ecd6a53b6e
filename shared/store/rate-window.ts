/**
 * A sliding minute from two counts of the clock's minutes: what is left of the minute before weighs by how much of it still lies within the last
 * 60 seconds. `allowed` is how many the current minute may hold at this instant; `retryAfterSeconds` when one more fits, 0 where it does now.
 */
export const windowAllowance = (given: {
  readonly previous: number;
  readonly current: number;
  readonly elapsedSeconds: number;
  readonly limit: number;
  readonly windowSeconds: number;
}): { readonly allowed: number; readonly retryAfterSeconds: number } => {
  const { previous, current, elapsedSeconds, limit, windowSeconds } = given;
  const before = Math.min(previous, limit);
  const allowed = Math.floor(limit - before * (1 - elapsedSeconds / windowSeconds));
  if (current < allowed) return { allowed, retryAfterSeconds: 0 };
  // When the share of the minute before has sunk enough for one more…
  const sinks = current < limit ? whenFits(before, limit - current - 1, windowSeconds) : Number.POSITIVE_INFINITY;
  if (sinks < windowSeconds) return { allowed, retryAfterSeconds: sinks - elapsedSeconds };
  // …or, in the next minute, the share of this one.
  const next = whenFits(Math.min(current, limit), limit - 1, windowSeconds);
  return { allowed, retryAfterSeconds: windowSeconds - elapsedSeconds + next };
};

/** The second of a window at which `before` weighs no more than `room`. */
const whenFits = (before: number, room: number, windowSeconds: number): number =>
  before <= room ? 0 : windowSeconds * (1 - room / before);

/**
 * The UTC hour at which nightly work starts: after midnight in Europe and before midnight in America, when nobody waits
 * for results.
 */
const startHourUtc = 3;

/** The most recent start of the nightly work. */
export const lastNightlyStart = (now: Date): Date => {
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), startHourUtc));
  if (start > now) start.setUTCDate(start.getUTCDate() - 1);
  return start;
};

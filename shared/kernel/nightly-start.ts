/**
 * The UTC hour at which nightly work starts: after midnight in Europe and before midnight in America, when nobody waits
 * for results.
 */
const beginsAtHour = 3;

/** The most recent start of the nightly work. */
export const lastNightlyStart = (now: Date): Date => {
  const begun = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), beginsAtHour));
  if (begun > now) begun.setUTCDate(begun.getUTCDate() - 1);
  return begun;
};

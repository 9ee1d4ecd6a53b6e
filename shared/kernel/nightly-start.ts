/** The hour at which a night's work begins, UTC: after midnight in Europe, before it in America; nobody waits for it. */
const beginsAtHour = 3;

/** When the night began that is under way or was the last. */
export const lastNightlyStart = (now: Date): Date => {
  const begun = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), beginsAtHour));
  if (begun > now) begun.setUTCDate(begun.getUTCDate() - 1);
  return begun;
};

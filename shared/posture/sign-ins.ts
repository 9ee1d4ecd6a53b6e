import type { User } from '#shared/surfaces/users/schema.ts';

const dayMilliseconds = 24 * 3600 * 1000;

/** Whole days from an instant to now. */
export const daysSince = (at: string, now: Date): number =>
  Math.floor((now.getTime() - Date.parse(at)) / dayMilliseconds);

/** Compares instants: 45 days and one hour are more than 45 days. */
const isOlderThan = (at: string, days: number, now: Date): boolean =>
  now.getTime() - Date.parse(at) > days * dayMilliseconds;

export type AccountUse =
  | { readonly known: true; readonly isStale: boolean /** Null: never. */; readonly idleDays: number | null }
  | { readonly known: false };

/**
 * Whether an account was unused for more than `days`. Only successful sign-ins count. Microsoft records them since
 * December 2023, so a missing one together with a recent attempt means unknown. An account younger than `days` is not
 * stale. https://learn.microsoft.com/graph/api/resources/signinactivity
 */
export const accountUse = (user: User, days: number, now: Date): AccountUse => {
  const { lastSuccessfulSignInAt, lastSignInAt, createdAt } = user;
  if (lastSuccessfulSignInAt === undefined) return { known: false };
  if (lastSuccessfulSignInAt !== null) {
    const idleDays = daysSince(lastSuccessfulSignInAt, now);
    return { known: true, isStale: isOlderThan(lastSuccessfulSignInAt, days, now), idleDays };
  }
  if (typeof lastSignInAt === 'string' && !isOlderThan(lastSignInAt, days, now)) return { known: false };
  const isYoung = createdAt !== null && !isOlderThan(createdAt, days, now);
  return { known: true, isStale: !isYoung, idleDays: null };
};

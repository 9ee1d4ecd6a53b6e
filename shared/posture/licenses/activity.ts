import type { User } from '#shared/surfaces/users/schema.ts';
import type { Posture } from '../posture.ts';
import { daysSince } from '../sign-ins.ts';
import { knowsWorkOf, lastActivityDay, usageOf, usageState } from './usage.ts';

/** When an account was last used, if that is known. */
export type Activity =
  | {
      readonly known: true;
      /** Null if there is no activity on record. */
      readonly lastOn: string | null;
      readonly basis: 'sign-ins and workloads' | 'sign-ins' | 'workloads';
    }
  | { readonly known: false; readonly why: string };

const dayOf = (at: string | null | undefined): string | null => at?.slice(0, 10) ?? null;

const latest = (...days: readonly (string | null)[]): string | null =>
  days
    .filter((day) => day !== null)
    .sort()
    .at(-1) ?? null;

const knowsSignIns = ({ lastSuccessfulSignInAt }: User): boolean => lastSuccessfulSignInAt !== undefined;

/** Whether sign-ins or workload activity of any user are known. */
export const knowsActivity = (posture: Posture): boolean =>
  usageState(posture) === 'read' || posture.facts('users').some(knowsSignIns);

/** Whether a day is within the last `days` days. */
export const isWithinDays = (day: string | null, days: number, now: Date): boolean =>
  day !== null && daysSince(day, now) <= days;

const whyNoActivity = (posture: Posture): string =>
  usageState(posture) === 'read'
    ? 'sign-ins could not be read, and the usage reports do not name the user'
    : 'neither sign-ins nor workload activity could be read';

/**
 * The latest of successful sign-in, non-interactive sign-in, and activity in Exchange, OneDrive, SharePoint, Teams and
 * Viva Engage (rules 30). Without sign-ins only workloads count; where the reports do not name the user, as with
 * concealed names, only sign-ins count. A failed
 * sign-in is no activity. A recent attempt without a success on record is unknown, because Microsoft records successes
 * since December 2023.
 */
export const activityOf = (posture: Posture, user: User): Activity => {
  const signIns = knowsSignIns(user);
  const hasWorkloads = knowsWorkOf(posture, user);
  const lastWorkloadDay = lastActivityDay(usageOf(posture, user));
  const lastOn = latest(dayOf(user.lastSuccessfulSignInAt), dayOf(user.lastNonInteractiveSignInAt), lastWorkloadDay);
  const isActive = isWithinDays(lastOn, posture.inactiveDays, posture.now);
  if (!isActive && !signIns && !hasWorkloads) return { known: false, why: whyNoActivity(posture) };
  const isAmbiguous =
    user.lastSuccessfulSignInAt === null && isWithinDays(dayOf(user.lastSignInAt), posture.inactiveDays, posture.now);
  if (isAmbiguous && !isActive) {
    return { known: false, why: 'there was a sign-in attempt, but no successful sign-in is on record' };
  }
  return {
    known: true,
    lastOn,
    basis: signIns && hasWorkloads ? 'sign-ins and workloads' : signIns ? 'sign-ins' : 'workloads',
  };
};

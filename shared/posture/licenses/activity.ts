import type { User } from '../people.ts';
import type { Posture } from '../posture.ts';
import { daysSince } from '../sign-ins.ts';
import { lastActivityDay, usageOf, usageState } from './usage.ts';

/** When an account was last used, as far as that can be known. */
export type Activity =
  | {
      readonly known: true;
      /** Null: never within what is on record. */
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

/** Whether anything at all is known of what people of this tenant do. */
export const knowsActivity = (posture: Posture): boolean =>
  usageState(posture) === 'read' || posture.facts('users').some(knowsSignIns);

/** A day lies within the window. */
export const isWithinDays = (day: string | null, days: number, now: Date): boolean =>
  day !== null && daysSince(day, now) <= days;

/**
 * The latest of successful sign-in, non-interactive sign-in and the work in Exchange, OneDrive, SharePoint, Teams and Viva Engage (rules 30). Without
 * sign-ins the work alone, with concealed names the sign-ins alone. Attempts are no activity; but where a recent one stands beside no success on
 * record, which Microsoft keeps since December 2023, nobody can say.
 */
export const activityOf = (posture: Posture, user: User): Activity => {
  const signIns = knowsSignIns(user);
  const works = usageState(posture) === 'read';
  if (!signIns && !works) return { known: false, why: 'neither sign-ins nor the work of anybody can be read' };
  const worked = works ? lastActivityDay(usageOf(posture, user)) : null;
  const lastOn = latest(dayOf(user.lastSuccessfulSignInAt), dayOf(user.lastNonInteractiveSignInAt), worked);
  const isAmbiguous =
    user.lastSuccessfulSignInAt === null && isWithinDays(dayOf(user.lastSignInAt), posture.inactiveDays, posture.now);
  if (isAmbiguous && !isWithinDays(lastOn, posture.inactiveDays, posture.now)) {
    return { known: false, why: 'a sign-in was tried, and no successful one is on record' };
  }
  return {
    known: true,
    lastOn,
    basis: signIns && works ? 'sign-ins and workloads' : signIns ? 'sign-ins' : 'workloads',
  };
};

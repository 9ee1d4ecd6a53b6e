import { mailboxPurposeOf } from '../people.ts';
import type { Posture } from '../posture.ts';
import { isConclusive } from '../readable.ts';
import { type Activity, activityOf, isWithinDays } from './activity.ts';
import { confidenceOfDisabled, type ExceptionReason, exceptionOfDisabled, exceptionOfInactive } from './exceptions.ts';
import type { Confidence } from './right-sizing.ts';
import { holdsMailbox, type Seat } from './seats.ts';

/** The verdict of one class of waste for one seat. */
export type SeatVerdict =
  | { readonly is: true; readonly confidence: Confidence }
  | { readonly is: false; readonly exception?: ExceptionReason; readonly unknown?: string };

const no: SeatVerdict = { is: false };

/** The account is disabled and does not need the seat (rules 32). */
export const disabledVerdict = (posture: Posture, seat: Seat): SeatVerdict => {
  if (seat.user.accountEnabled) return no;
  const exception = exceptionOfDisabled(posture, seat);
  return exception === undefined
    ? { is: true, confidence: confidenceOfDisabled(posture, seat) }
    : { is: false, exception };
};

/** Whether it is known what the mailbox of the seat is for. */
const isPurposeRead = (posture: Posture, { user }: Seat): boolean =>
  isConclusive(posture, 'mailbox-settings') ||
  (posture.state('mailbox-settings').state === 'partial' && mailboxPurposeOf(posture, user.userId) !== 'refused');

const confidenceOfInactive = (posture: Posture, seat: Seat, activity: Activity): Confidence => {
  // Nobody signs in to a shared mailbox. If purposes could not be read, this may be one.
  if (holdsMailbox(seat) && !isPurposeRead(posture, seat)) return 'low';
  const isWhole = activity.known && activity.basis === 'sign-ins and workloads';
  return isWhole && seat.assignedAt !== null ? 'high' : 'medium';
};

/** The account was not used within the window, and account and seat are older than that (rules 30). */
export const inactiveVerdict = (posture: Posture, seat: Seat): SeatVerdict => {
  const activity = activityOf(posture, seat.user);
  if (activity.known && isWithinDays(activity.lastOn, posture.inactiveDays, posture.now)) return no;
  const exception = exceptionOfInactive(posture, seat);
  if (exception !== undefined) return { is: false, exception };
  if (!activity.known) return { is: false, unknown: activity.why };
  if (seat.user.createdAt === null) return { is: false, unknown: 'the age of the account is unknown' };
  return { is: true, confidence: confidenceOfInactive(posture, seat, activity) };
};

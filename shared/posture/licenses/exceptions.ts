import { breakGlassAccounts } from '../break-glass.ts';
import { derived } from '../derived.ts';
import { mailboxPurposeOf, type NonPersonKind, nonPersonKind } from '../people.ts';
import type { Posture } from '../posture.ts';
import { daysSince } from '../sign-ins.ts';
import { holdsMailbox, type Seat } from './seats.ts';
import { isOnHold, plan1MailboxBytes, usageOf } from './usage.ts';

/** Why a seat that looks wasted is not counted as waste. */
export type ExceptionReason =
  | NonPersonKind
  | 'mailbox-needs-seat'
  | 'on-hold'
  | 'break-glass'
  | 'service-account'
  | 'young-account'
  | 'young-seat';

export const exceptionDescriptions: Readonly<Record<ExceptionReason, string>> = {
  'shared-mailbox': 'a shared mailbox',
  room: 'a room',
  equipment: 'equipment',
  'teams-resource-account': 'a resource account of Teams',
  'synchronization-account': 'an account that synchronizes the directory',
  'package-account': 'a package account',
  'future-hire': 'a future hire',
  'mailbox-needs-seat': 'a shared mailbox over 50 GB or with an archive needs its seat',
  'on-hold': 'the mailbox is on hold',
  'break-glass': 'an emergency account',
  'service-account': 'a service account, judging by its name',
  'young-account': 'the account is younger than the window',
  'young-seat': 'the seat is younger than the window',
};

/** Name prefixes of service accounts: scanners, relays, backups. */
const machineName =
  /^(svc|service|srv|scan|scanner|copier|printer|mfp|no-?reply|mailer|smtp|relay|backup|kiosk)([^a-z]|$)/i;

const breakGlassIds = derived(
  (posture): ReadonlySet<string> => new Set(breakGlassAccounts(posture).map(({ userId }) => userId)),
);

/** Whether a shared mailbox needs a license: it is over 50 GB or has an archive. Undefined if that is not known. */
const needsSeat = (posture: Posture, seat: Seat): boolean | undefined => {
  const usage = usageOf(posture, seat.user);
  if (usage === undefined || usage.mailboxBytes === null) return undefined;
  if (usage.mailboxBytes > plan1MailboxBytes) return true;
  return usage.hasArchive ?? undefined;
};

const mailHold = (posture: Posture, seat: Seat): 'on-hold' | undefined =>
  holdsMailbox(seat) && isOnHold(usageOf(posture, seat.user)) ? 'on-hold' : undefined;

/** Why a disabled account may keep this seat (rules 32). */
export const exceptionOfDisabled = (posture: Posture, seat: Seat): ExceptionReason | undefined => {
  const noPerson = nonPersonKind(posture, seat.user);
  if (noPerson === 'shared-mailbox') {
    const mailboxNeedsSeat = holdsMailbox(seat) && needsSeat(posture, seat) === true;
    return mailboxNeedsSeat ? 'mailbox-needs-seat' : mailHold(posture, seat);
  }
  return noPerson ?? mailHold(posture, seat);
};

/**
 * The confidence that a disabled account does not need the seat. Low if it could be a shared mailbox that needs one.
 */
export const confidenceOfDisabled = (posture: Posture, seat: Seat): 'high' | 'low' => {
  if (!holdsMailbox(seat)) return 'high';
  const purpose = mailboxPurposeOf(posture, seat.user.userId);
  if (purpose === 'none' || purpose === 'user') return 'high';
  return purpose === 'shared' && needsSeat(posture, seat) === false ? 'high' : 'low';
};

const isYoung = (at: string | null, posture: Posture): boolean =>
  at !== null && daysSince(at, posture.now) <= posture.inactiveDays;

/** Why a seat without activity is not counted as inactive (rules 30). */
export const exceptionOfInactive = (posture: Posture, seat: Seat): ExceptionReason | undefined => {
  const { user, assignedAt } = seat;
  if (breakGlassIds(posture).has(user.userId)) return 'break-glass';
  const noPerson = nonPersonKind(posture, user);
  if (noPerson !== undefined) return noPerson;
  if (machineName.test(user.upn)) return 'service-account';
  if (isYoung(user.createdAt, posture)) return 'young-account';
  return isYoung(assignedAt, posture) ? 'young-seat' : mailHold(posture, seat);
};

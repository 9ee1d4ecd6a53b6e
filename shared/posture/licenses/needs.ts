import type { UserUsage } from '#shared/surfaces/usage/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import type { Posture } from '../posture.ts';
import {
  defenderNames,
  defenderNeed,
  deviceNeed,
  entraNeed,
  type Need,
  policiesApplyingTo,
  unseen,
} from './service-needs.ts';
import { isOnHold, kioskMailboxBytes, plan1MailboxBytes, usageOf } from './usage.ts';

/** The capabilities whose use or need can be observed. Graph does not report the use of the others. */
const traced: ReadonlySet<string> = new Set([
  'mailbox',
  'archive',
  'office',
  'officeOnline',
  'teams',
  'oneDrive',
  'sharePoint',
  'vivaEngage',
  'entra',
  'devices',
  ...defenderNames,
]);
export const isObservable = (capability: string): boolean => traced.has(capability);

const terabyte = 1024 ** 4;
const inGigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(0)} GB`;
const when = (is: boolean, step: number, reason: string): Need | undefined => (is ? { step, reason } : undefined);

const mailboxNeed = ({ mail }: User, usage: UserUsage): Need | undefined => {
  const { mailboxBytes, exchangeOn } = usage;
  if (mail === null && mailboxBytes === null && exchangeOn === null) return undefined;
  if (mailboxBytes === null) return unseen('the size of the mailbox');
  if (mailboxBytes > plan1MailboxBytes) return { step: 3, reason: `a mailbox of ${inGigabytes(mailboxBytes)}` };
  return { step: mailboxBytes > kioskMailboxBytes ? 2 : 1, reason: `a mailbox of ${inGigabytes(mailboxBytes)}` };
};

const oneDriveNeed = ({ oneDriveBytes, oneDriveOn }: UserUsage): Need | undefined => {
  if (oneDriveBytes === null && oneDriveOn !== null) return unseen('the size of the files in OneDrive');
  const bytes = oneDriveBytes ?? 0;
  if (bytes > terabyte) return { step: 3, reason: `${inGigabytes(bytes)} in OneDrive` };
  if (bytes > kioskMailboxBytes) return { step: 2, reason: `${inGigabytes(bytes)} in OneDrive` };
  return when(oneDriveOn !== null, 1, 'work in OneDrive');
};

const archiveNeed = (usage: UserUsage): Need | undefined => {
  if (isOnHold(usage)) return { step: 1, reason: 'a hold' };
  if (usage.hasArchive === true) return { step: 1, reason: 'an archive' };
  return usage.mailboxBytes !== null && usage.hasArchive === null ? unseen('whether there is an archive') : undefined;
};

const workNeeds = (user: User, usage: UserUsage): Readonly<Record<string, Need | undefined>> => ({
  mailbox: mailboxNeed(user, usage),
  archive: archiveNeed(usage),
  office:
    when(usage.apps?.desktop === true, 2, 'Office on a PC or Mac') ??
    when(usage.apps?.mobile === true, 1, 'Office on a phone'),
  officeOnline: when(usage.apps?.web === true, 1, 'Office in the browser'),
  teams: when(usage.teamsOn !== null, 1, 'work in Teams'),
  oneDrive: oneDriveNeed(usage),
  sharePoint: when(usage.sharePointOn !== null, 1, 'work in SharePoint'),
  vivaEngage: when(usage.vivaEngageOn !== null, 1, 'work in Viva Engage'),
});

/** What a user needs, by capability: what was used within half a year, and what policies, roles and devices require. */
export type Needs = ReadonlyMap<string, Need>;

/** Undefined if a report has no row for the user. Then unneeded capabilities cannot be determined. */
export const needsOf = (posture: Posture, user: User): Needs | undefined => {
  const usage = usageOf(posture, user);
  if (usage === undefined || !usage.isInOverview || usage.apps === null) return undefined;
  const policies = policiesApplyingTo(posture, user);
  const needs: Readonly<Record<string, Need | undefined>> = {
    ...workNeeds(user, usage),
    entra: entraNeed(posture, user, policies),
    devices: deviceNeed(posture, user, policies),
    ...Object.fromEntries(defenderNames.map((name) => [name, defenderNeed(posture, name)])),
  };
  return new Map(Object.entries(needs).flatMap(([name, need]) => (need === undefined ? [] : [[name, need] as const])));
};

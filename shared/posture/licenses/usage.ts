import type { UserUsage } from '#shared/surfaces/usage/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import { leftOutOf } from '../partial-surfaces.ts';
import type { Posture } from '../posture.ts';

type UsageReport = Extract<FactsBySurface['usage'], { kind: 'report' }>;

const reportOf = derived((posture): UsageReport | undefined =>
  posture.facts('usage').find((fact): fact is UsageReport => fact.kind === 'report'),
);

/** Whether the usage reports were read. `concealed`: the tenant hides names, so rows match no user. */
export const usageState = derived((posture): 'read' | 'concealed' | 'unread' => {
  const { state } = posture.state('usage');
  if (state !== 'ok' && state !== 'partial') return 'unread';
  return reportOf(posture)?.isConcealed === true ? 'concealed' : 'read';
});

const usageByUpn = derived(
  (posture): ReadonlyMap<string, UserUsage> =>
    new Map(posture.facts('usage').flatMap((fact) => (fact.kind === 'user' ? [[fact.upn, fact]] : []))),
);

/** The report row of a user; undefined if reports could not be read or have no row for the user. */
export const usageOf = (posture: Posture, { upn }: User): UserUsage | undefined =>
  usageState(posture) === 'read' ? usageByUpn(posture).get(upn.toLowerCase()) : undefined;

/**
 * Whether the reports say when the user last worked. A user without a row has not worked, unless the row may be one
 * without a name or one that was left out, or the report is older than the account (rules 30).
 */
export const knowsWorkOf = (posture: Posture, user: User): boolean => {
  if (usageState(posture) !== 'read') return false;
  if (usageOf(posture, user)?.isInOverview === true) return true;
  const { refreshedOn = null, unnamedRows = 0 } = reportOf(posture) ?? {};
  const isCovered = refreshedOn !== null && user.createdAt !== null && user.createdAt.slice(0, 10) <= refreshedOn;
  return isCovered && unnamedRows === 0 && leftOutOf(posture, 'usage') === undefined;
};

/** Why usage is unknown, as a sentence. */
export const whyNoUsage = (posture: Posture): string =>
  usageState(posture) === 'concealed' ? 'usage names are hidden in this tenant' : 'the usage reports could not be read';

const gibibyte = 1024 ** 3;
/**
 * Mailbox quotas of the Kiosk plan, and of Plan 1 and unlicensed shared mailboxes.
 * https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits
 */
export const kioskMailboxBytes = 2 * gibibyte;
export const plan1MailboxBytes = 50 * gibibyte;
/** The recoverable items quota of a mailbox without a hold. */
const usualRecoverableBytes = 30 * gibibyte;

/** Whether a hold is likely: Exchange raises the recoverable items quota when a mailbox is put on hold. */
export const isOnHold = (usage: UserUsage | undefined): boolean =>
  (usage?.recoverableQuotaBytes ?? 0) > usualRecoverableBytes;

/** The latest day with activity in Exchange, OneDrive, SharePoint, Teams or Viva Engage. */
export const lastActivityDay = (usage: UserUsage | undefined): string | null => {
  const { exchangeOn, oneDriveOn, sharePointOn, teamsOn, vivaEngageOn } = usage ?? {};
  const days = [exchangeOn, oneDriveOn, sharePointOn, teamsOn, vivaEngageOn].flatMap((day) => day ?? []);
  return days.sort().at(-1) ?? null;
};

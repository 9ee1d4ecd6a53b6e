import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import type { User } from '../people.ts';
import type { Posture } from '../posture.ts';

export type UserUsage = Extract<FactsBySurface['usage'], { kind: 'user' }>;

/** How it stands with the usage reports: `concealed` where the tenant hides names, and nothing can be joined to anybody. */
export const usageState = derived((posture): 'read' | 'concealed' | 'unread' => {
  if (posture.state('usage').state !== 'ok') return 'unread';
  const report = posture.facts('usage').find(({ kind }) => kind === 'report');
  return report?.kind === 'report' && report.isConcealed ? 'concealed' : 'read';
});

const usageByUpn = derived(
  (posture): ReadonlyMap<string, UserUsage> =>
    new Map(posture.facts('usage').flatMap((fact) => (fact.kind === 'user' ? [[fact.upn, fact]] : []))),
);

/** What the reports know of a user; undefined where they cannot be read, or do not know the user. */
export const usageOf = (posture: Posture, { upn }: User): UserUsage | undefined =>
  usageState(posture) === 'read' ? usageByUpn(posture).get(upn.toLowerCase()) : undefined;

/** In words, why nothing is known of what people use. */
export const whyNoUsage = (posture: Posture): string =>
  usageState(posture) === 'concealed' ? 'usage names are hidden in this tenant' : 'the usage reports could not be read';

const gibibyte = 1024 ** 3;
/** What a mailbox may hold: of a Kiosk plan, of Plan 1 and of a shared mailbox without a seat. https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits */
export const kioskMailboxBytes = 2 * gibibyte;
export const plan1MailboxBytes = 50 * gibibyte;
/** Recoverable items of a mailbox without a hold. */
const usualRecoverableBytes = 30 * gibibyte;

/** Exchange raised the room for recoverable items, as it does when a hold is put on a mailbox. */
export const isOnHold = (usage: UserUsage | undefined): boolean =>
  (usage?.recoverableQuotaBytes ?? 0) > usualRecoverableBytes;

/** The latest day on which the user did something in Exchange, OneDrive, SharePoint, Teams or Viva Engage. */
export const lastActivityDay = (usage: UserUsage | undefined): string | null => {
  const { exchangeOn, oneDriveOn, sharePointOn, teamsOn, vivaEngageOn } = usage ?? {};
  const days = [exchangeOn, oneDriveOn, sharePointOn, teamsOn, vivaEngageOn].flatMap((day) => day ?? []);
  return days.sort().at(-1) ?? null;
};
